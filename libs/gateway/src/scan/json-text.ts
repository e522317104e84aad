/** JSON text of bytes-as-characters (latin1), read and written. */

const ASCII = /^[\x20-\x7e]*$/;
/** ASCII that needs no escape in a JSON text. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The string a JSON text of bytes stands for; null when it is no string. */
export function readString(text: string): string | null {
  if (text.charCodeAt(0) !== 34) return null;
  if (ASCII.test(text) && !text.includes('\\')) return text.slice(1, -1);
  const value = readJson(text);
  return typeof value === 'string' ? value : null;
}

/** Any value; undefined when the text is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(ASCII.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** JSON text in which everything outside ASCII is escaped, so that it is the same in every encoding. */
export function asciiJson(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  const text = JSON.stringify(value);
  if (ASCII.test(text)) return text;
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
