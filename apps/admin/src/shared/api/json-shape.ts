/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A guard for replies of our own API: an object that has these fields. The contract types say the rest; this catches what
 * is no answer of the API at all (a proxy's login page, an old server).
 */
export function hasFields<T extends object>(...fields: readonly (keyof T & string)[]) {
  return (value: unknown): value is T => isRecord(value) && fields.every((field) => field in value);
}

/** A guard for lists of our own API: every entry is an object that has these fields. */
export function isListOf<T extends object>(...fields: readonly (keyof T & string)[]) {
  const isEntry = hasFields<T>(...fields);
  return (value: unknown): value is T[] => Array.isArray(value) && value.every(isEntry);
}

/** For calls whose reply says nothing that matters. */
export const anyReply = (_body: unknown): _body is unknown => true;
