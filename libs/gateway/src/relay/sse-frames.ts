import { type ScannedObject } from '../scan/members.js';

/** One line of a stream may hold a generated image. */
export const LONGEST_LINE = 64 * 1024 * 1024;

export const DONE_FRAME = 'data: [DONE]\n\n';

/** JSON text of a member of a chunk; `absent` when it has none of that name. */
export function memberText(
  payload: string,
  { members }: ScannedObject,
  wanted: string,
  absent: string,
): string {
  const member = members.find(({ name }) => name === wanted);
  return member ? payload.slice(member.start, member.end) : absent;
}
