import { type ScannedObject } from './members.js';

/** New JSON text of a member; null removes it. */
export type MemberTexts = ReadonlyMap<string, string | null>;

/**
 * The body with some members changed, added or removed and everything else as it came, to the last byte. A body that is not
 * `plain` is always rebuilt: what was authorized is what is sent. Edits must be ASCII (see `asciiJson`).
 */
export function editBody(text: string, scanned: ScannedObject, edits: MemberTexts): string {
  return scanned.plain
    ? (patched(text, scanned, edits) ?? rebuilt(text, scanned, edits))
    : rebuilt(text, scanned, edits);
}

/** Values replaced where they stand; null when a member must come or go. */
function patched(text: string, { members }: ScannedObject, edits: MemberTexts): string | null {
  let out = '';
  let copied = 0;
  let used = 0;
  for (const { name, start, end } of members) {
    const value = edits.get(name);
    if (value === undefined) continue;
    if (value === null) return null;
    out += text.slice(copied, start) + value;
    copied = end;
    used += 1;
  }
  for (const value of edits.values()) if (value === null) used += 1;
  return used === edits.size ? out + text.slice(copied) : null;
}

function rebuilt(text: string, { members }: ScannedObject, edits: MemberTexts): string {
  let out = '';
  const seen = new Set<string>();
  for (const { name, start, end } of members) {
    seen.add(name);
    const edit = edits.get(name);
    if (edit === null) continue;
    out += `${out === '' ? '{' : ','}${nameText(name)}:${edit ?? text.slice(start, end)}`;
  }
  for (const [name, edit] of edits) {
    if (edit === null || seen.has(name)) continue;
    out += `${out === '' ? '{' : ','}${nameText(name)}:${edit}`;
  }
  return out === '' ? '{}' : `${out}}`;
}

/** Names are bytes-as-characters: quotes, backslashes and control characters are escaped, bytes stay as they are. */
function nameText(name: string): string {
  return `"${name.replace(/["\\\x00-\x1f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
