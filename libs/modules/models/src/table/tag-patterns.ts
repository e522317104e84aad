/** `tag_regex` as patterns; those that are none are told apart, for a remark. */
export function tagPatterns(texts: readonly string[] = []): {
  readonly patterns: readonly RegExp[];
  readonly malformed: readonly string[];
} {
  const patterns: RegExp[] = [];
  const malformed: string[] = [];
  for (const text of texts) {
    try {
      patterns.push(new RegExp(text));
    } catch {
      malformed.push(text);
    }
  }
  return { patterns, malformed };
}
