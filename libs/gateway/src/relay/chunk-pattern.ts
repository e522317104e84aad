import { editBody, type MemberTexts } from '../scan/edit-body.js';
import { isScanFault, type Member, scanObject, skipString } from '../scan/members.js';

/** Stands for a string that differs from chunk to chunk; cannot stand inside JSON itself. */
const BLANK = '\x01';
const LINE_FEED = 10;

/** Where a string's content begins and ends in a text, without its quotes. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

/**
 * The shape of a stream's chunks: everything but the strings in which they differ (content, reasoning, arguments of a call).
 * A line that has the shape was looked at in full, since between the fixed texts there is one JSON string and nothing else;
 * so it is patched without being scanned. Comparing slices is many times faster than searching or parsing.
 */
export class ChunkPattern {
  /** Text before, between and behind the gaps, as the upstream sends it and as the client gets it. */
  private constructor(
    private readonly fixed: readonly string[],
    private readonly patched: readonly string[],
  ) {}

  /** @returns null when the chunk has no shape that others could share. */
  static of(payload: string, edits: MemberTexts): ChunkPattern | null {
    const gaps = payload.includes(BLANK) ? null : gapsOf(payload);
    if (!gaps || gaps.length === 0) return null;
    const fixed: string[] = [];
    let from = 0;
    for (const { start, end } of gaps) {
      fixed.push(payload.slice(from, start));
      from = end;
    }
    fixed.push(payload.slice(from));
    const template = fixed.join(BLANK);
    const scanned = scanObject(template);
    if (isScanFault(scanned)) return null;
    const patched = editBody(template, scanned, edits).split(BLANK);
    return new ChunkPattern(framed(fixed), framed(patched));
  }

  /** The end of the event that begins at `start`, behind its blank line, if it has this shape; -1 if not. */
  endOfEvent(text: string, start: number, lineEnd: number): number {
    const { fixed } = this;
    let at = start;
    for (let i = 0; i < fixed.length; i += 1) {
      const part = fixed[i] ?? '';
      const after = at + part.length;
      if (text.slice(at, after) !== part) return -1;
      if (i === fixed.length - 1)
        return after === lineEnd && text.charCodeAt(lineEnd + 1) === LINE_FEED ? after + 2 : -1;
      // From the opening quote, which the fixed text ends with.
      at = skipString(text, after - 1) - 1;
      if (at < after || at > lineEnd) return -1;
    }
    return -1;
  }

  /** The event `text[start, end)`, which has this shape, as the client gets it. */
  patch(text: string, start: number, end: number): string {
    const { fixed, patched } = this;
    const first = fixed[0] ?? '';
    let out = patched[0] ?? '';
    let at = start + first.length;
    for (let i = 1; i < fixed.length; i += 1) {
      const last = i === fixed.length - 1;
      const gapEnd = last ? end - 2 - (fixed[i] ?? '').length : skipString(text, at - 1) - 1;
      out += text.slice(at, gapEnd) + (patched[i] ?? '');
      at = gapEnd + (fixed[i] ?? '').length;
    }
    return `${out}\n\n`;
  }
}

function framed(parts: readonly string[]): string[] {
  // Put together anew: a text made of others is slower to compare with.
  return parts.map((part, i) => Buffer.from(i === 0 ? `data: ${part}` : part, 'latin1').toString('latin1'));
}

/** The strings of the one choice's delta, of its one call, and the padding some upstreams add; null when it is otherwise. */
function gapsOf(payload: string): Gap[] | null {
  const top = membersOf(payload, 0, payload.length);
  const choices = top?.find(({ name }) => name === 'choices');
  const choice = choices && membersOf(payload, choices.start + 1, choices.end - 1);
  const delta = choice?.find(({ name }) => name === 'delta');
  const members = delta && membersOf(payload, delta.start, delta.end);
  if (!top || !members) return null;
  const gaps: Gap[] = [];
  for (const member of members) {
    if (member.name === 'tool_calls') {
      const gap = argumentsOf(payload, member);
      if (!gap) return null;
      gaps.push(gap);
    } else if (isString(payload, member)) gaps.push(inside(member));
  }
  const padding = top.find((member) => member.name === 'obfuscation' && isString(payload, member));
  if (padding) gaps.push(inside(padding));
  return gaps.sort((a, b) => a.start - b.start);
}

/** The arguments of the one call of a delta that goes on with it; null when it begins one. */
function argumentsOf(payload: string, calls: Member): Gap | null {
  const call = membersOf(payload, calls.start + 1, calls.end - 1);
  if (!call || call.some((member) => member.name === 'id')) return null;
  const called = call.find(({ name }) => name === 'function');
  const members = called && membersOf(payload, called.start, called.end);
  const found = members?.find((member) => member.name === 'arguments' && isString(payload, member));
  return found && members?.length === 1 ? inside(found) : null;
}

/** Members of the one object between two places, where they stand in the whole text; null when it is not one object. */
function membersOf(payload: string, start: number, end: number): Member[] | null {
  const scanned = scanObject(payload.slice(start, end));
  if (isScanFault(scanned) || !scanned.plain) return null;
  return scanned.members.map((member) => ({
    name: member.name,
    start: member.start + start,
    end: member.end + start,
  }));
}

function isString(payload: string, { start }: Member): boolean {
  return payload.charCodeAt(start) === 34;
}

function inside({ start, end }: Member): Gap {
  return { start: start + 1, end: end - 1 };
}
