/** What the router read from the address bar: nobody's promise. */
export type RawSearch = Record<string, unknown>;

/** A text of the address, bounded; undefined when absent or empty. */
export function textField(search: RawSearch, name: string, max = 256): string | undefined {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined;
}

/** One of a closed set; undefined when absent or anything else. */
export function choiceField<T extends string>(
  search: RawSearch,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = search[name];
  return choices.find((choice) => choice === value);
}

/** A whole number of at least one; undefined when absent or anything else. */
export function pageField(search: RawSearch, name: string): number | undefined {
  const value = Number(search[name]);
  return Number.isSafeInteger(value) && value > 1 && value < 1_000_000 ? value : undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day, `YYYY-MM-DD`; undefined when absent or no day. */
export function dayField(search: RawSearch, name: string): string | undefined {
  const value = search[name];
  if (typeof value !== 'string' || !DAY.test(value)) return undefined;
  const at = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value ? undefined : value;
}

/** What of a short list, searched in the browser, is in the address bar. */
export interface ListSearch {
  q?: string | undefined;
  /** The dialog that makes an entry is open. */
  create?: 'open' | undefined;
}

export const readListSearch = (search: RawSearch): ListSearch => ({
  q: textField(search, 'q'),
  create: choiceField(search, 'create', ['open']),
});

/** A short list whose entries open beside it. */
export interface DetailSearch extends ListSearch {
  /** Id of the entry that is open. */
  open?: string | undefined;
}

export const readDetailSearch = (search: RawSearch): DetailSearch => ({
  ...readListSearch(search),
  open: textField(search, 'open'),
});
