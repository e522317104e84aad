/** Postgres refuses U+0000 in text and jsonb, and half a surrogate pair is no character in UTF-8. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * Text that Postgres can store: at most `maxLength` UTF-16 units, every unstorable character replaced by U+FFFD.
 * The six visible characters `\u0000` are only text and stay as they are.
 */
export function cleanText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(UNSTORABLE, '\uFFFD');
}
