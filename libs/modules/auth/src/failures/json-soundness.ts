/** Deeper JSON than this is refused: no field of the API needs it, and recursion over it must stay shallow. */
export const JSON_DEPTH_MAX = 32;

/** Postgres stores no NUL, and no half of a surrogate pair, in text or JSON. */
const UNSTORABLE = /[\u0000\p{Surrogate}]/u;

/** What makes a JSON value unfit to be handled or stored, and where it is. */
export interface JsonFault {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** The first fault of a parsed JSON value; null when it is sound. Iterative, so no depth can exhaust the stack. */
export function jsonFaultOf(root: unknown): JsonFault | null {
  const waiting: { value: unknown; path: readonly (string | number)[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') {
      if (UNSTORABLE.test(value)) return { path, text: 'must not hold NUL characters or lone surrogates' };
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= JSON_DEPTH_MAX)
        return { path: path.slice(0, 4), text: `must not be nested deeper than ${JSON_DEPTH_MAX} levels` };
      for (const [member, inner] of Object.entries(value)) {
        if (member === '__proto__' || UNSTORABLE.test(member))
          return { path, text: 'has a member whose name is not allowed' };
        waiting.push({ value: inner, path: [...path, Array.isArray(value) ? Number(member) : member] });
      }
    }
  }
  return null;
}
