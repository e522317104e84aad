import { readString } from './json-text.js';

/**
 * Finds the top-level members of a JSON object without parsing it: a body is forwarded as it came, save for the few members
 * that must change. The text holds bytes, one character each (latin1), so cuts inside a character do no harm.
 */
export interface Member {
  readonly name: string;
  /** Where its value begins and ends (exclusive) in the text. */
  readonly start: number;
  readonly end: number;
}

export interface ScannedObject {
  readonly members: readonly Member[];
  /**
   * False when a name is written with escapes or stands twice: what another parser would see is then in doubt, and the body
   * has to be rebuilt from the members, in which the last of a name has won.
   */
  readonly plain: boolean;
}

/** Why a text is no acceptable object. */
export interface ScanFault {
  readonly fault: 'not-an-object' | 'malformed' | 'too-deep' | 'too-many-members';
  readonly at: number;
}

/** Deeper nesting than this is an attack on parsers, not a request. */
export const DEEPEST_NESTING = 256;
/** More top-level members than this are refused. */
export const MOST_MEMBERS = 1_000;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Scans `text`, which must be one object and nothing else but white space around it. */
export function scanObject(text: string): ScannedObject | ScanFault {
  const members: Member[] = [];
  let plain = true;
  let i = skipSpace(text, 0);
  if (text.charCodeAt(i) !== OPEN_BRACE) return { fault: 'not-an-object', at: i };
  i = skipSpace(text, i + 1);
  if (text.charCodeAt(i) === CLOSE_BRACE) return ended(text, i + 1, members, plain);
  for (;;) {
    const nameEnd = text.charCodeAt(i) === QUOTE ? skipString(text, i) : -1;
    if (nameEnd < 0) return { fault: 'malformed', at: i };
    const name = memberName(text, i, nameEnd);
    if (name === null) return { fault: 'malformed', at: i };
    if (name.length !== nameEnd - i - 2) plain = false;
    i = skipSpace(text, nameEnd);
    if (text.charCodeAt(i) !== COLON) return { fault: 'malformed', at: i };
    const start = skipSpace(text, i + 1);
    const end = skipValue(text, start);
    if (end < 0) return { fault: end === TOO_DEEP ? 'too-deep' : 'malformed', at: start };
    plain = keepLast(members, { name, start, end }) && plain;
    if (members.length > MOST_MEMBERS) return { fault: 'too-many-members', at: i };
    i = skipSpace(text, end);
    const code = text.charCodeAt(i);
    if (code === CLOSE_BRACE) return ended(text, i + 1, members, plain);
    if (code !== COMMA) return { fault: 'malformed', at: i };
    i = skipSpace(text, i + 1);
  }
}

/** JSON text of a member; undefined when it is not there. */
export function memberText(text: string, { members }: ScannedObject, name: string): string | undefined {
  for (const member of members) if (member.name === name) return text.slice(member.start, member.end);
  return undefined;
}

export function isScanFault(result: ScannedObject | ScanFault): result is ScanFault {
  return 'fault' in result;
}

/** The last member of a name wins, as in every common parser. False when the name stood there already. */
function keepLast(members: Member[], member: Member): boolean {
  for (let i = 0; i < members.length; i += 1) {
    if (members[i]?.name === member.name) {
      members.splice(i, 1);
      members.push(member);
      return false;
    }
  }
  members.push(member);
  return true;
}

function ended(
  text: string,
  after: number,
  members: readonly Member[],
  plain: boolean,
): ScannedObject | ScanFault {
  const rest = skipSpace(text, after);
  return rest === text.length ? { members, plain } : { fault: 'malformed', at: rest };
}

/** A name without its escapes, one character a byte like everything here; null when it is no JSON string. */
function memberName(text: string, start: number, end: number): string | null {
  const name = text.slice(start + 1, end - 1);
  if (!name.includes('\\')) return name;
  const decoded = readString(text.slice(start, end));
  return decoded === null ? null : Buffer.from(decoded, 'utf8').toString('latin1');
}

/** From the opening quote to behind the closing one; -1 when the string does not end. */
export function skipString(text: string, start: number): number {
  let i = start;
  for (;;) {
    i = text.indexOf('"', i + 1);
    if (i < 0) return -1;
    let before = i - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    // An even run of backslashes escapes only itself, so the quote is a real one.
    if (((i - before) & 1) === 1) return i + 1;
  }
}

const MALFORMED = -1;
const TOO_DEEP = -2;

/** From the first character of a value to behind its last; negative when it is malformed or too deep. */
function skipValue(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return skipString(text, start);
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return skipNested(text, start);
  return skipLiteral(text, start);
}

/** Objects and arrays: brackets must pair; strings are skipped whole, so brackets inside them do not count. */
function skipNested(text: string, start: number): number {
  const closers: number[] = [];
  for (let i = start; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = skipString(text, i);
      if (end < 0) return MALFORMED;
      i = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (closers.length === DEEPEST_NESTING) return TOO_DEEP;
      closers.push(code + 2);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (closers.pop() !== code) return MALFORMED;
      if (closers.length === 0) return i + 1;
    }
  }
  return MALFORMED;
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,}\]]|$)/y;

function skipLiteral(text: string, start: number): number {
  LITERAL.lastIndex = start;
  return LITERAL.test(text) ? LITERAL.lastIndex : MALFORMED;
}

function skipSpace(text: string, start: number): number {
  let i = start;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return i;
    i += 1;
  }
}
