/** Largest metadata of one call that is kept, as JSON text. */
const LONGEST_METADATA = 16_384;
const DEEPEST_METADATA = 8;

const ASCII = /^[\x00-\x7f]*$/;

/** Half surrogates, which no encoding can hold, become the replacement character. */
export function wellFormed(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A client's text as it may be stored: no NUL, no half surrogates (PostgreSQL refuses both), bounded. */
export function cleanText(text: string, longest: number): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return wellFormed(clean.slice(0, longest));
}

/** A client's object as it may be stored; one that is too large is replaced by a note that says so. */
export function cleanMetadata(value: Record<string, unknown>): Record<string, unknown> {
  const clean = cleanObject(value, 0);
  return JSON.stringify(clean).length > LONGEST_METADATA ? { truncated: true } : clean;
}

function cleanObject(value: object, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, item]) => [cleanText(name, LONGEST_METADATA), cleanValue(item, depth + 1)]),
  );
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, LONGEST_METADATA);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST_METADATA) return null;
  return Array.isArray(value) ? value.map((item) => cleanValue(item, depth + 1)) : cleanObject(value, depth);
}
