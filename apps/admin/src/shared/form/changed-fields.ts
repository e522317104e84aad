/** What of a form differs from what it started with, for requests in which an absent field is left alone. */
export function changedFields<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const known = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(known.get(name)),
  );
  return Object.fromEntries(changed) as Partial<Fields>;
}

/** What of a form was filled in, for requests that make something: no nulls, no empty lists. */
export function filledFields<Fields extends object>(fields: Fields): Partial<Fields> {
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(filled) as Partial<Fields>;
}

/** The text of a field; null when it is empty. */
export const textOrNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());

/** The number of a field; null when it is empty. */
export const numberOrNull = (value: number | string): number | null => (value === '' ? null : Number(value));
