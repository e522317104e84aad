/** Secrets as they stand in the midst of a text: in a provider's error, a URL, a header that was printed. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // The scheme stays, what it carries goes. RFC 6750, section 2.1; RFC 7617.
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 [redacted]'],
  // Keys of this gateway, OpenAI, Anthropic and many who follow them; also shown in part: sk-abc***xyz.
  [/\bsk-[A-Za-z0-9_*-]{6,}/g, 'sk-[redacted]'],
  // Google API keys.
  [/\bAIza[A-Za-z0-9_-]{20,}/g, '[redacted]'],
  // User and password of a URL. RFC 3986, section 3.2.1.
  [/:\/\/[^\s/?#@"]+@/g, '://[redacted]@'],
];

/** The text without what looks like a secret. */
export function scrub(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
