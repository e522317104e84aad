/** A calendar month, UTC: the span of a partition of `spend_event`. */
export interface Month {
  readonly first: Date;
  /** Not part of it. */
  readonly end: Date;
}

const PARTITION = /^spend_event_(\d{4})_(\d{2})$/;

export function monthOf(at: Date): Month {
  return month(at.getUTCFullYear(), at.getUTCMonth());
}

/** The month after so many. */
export function monthsLater({ first }: Month, months: number): Month {
  return month(first.getUTCFullYear(), first.getUTCMonth() + months);
}

/** `spend_event_2026_11`. */
export function partitionOf({ first }: Month): string {
  return `spend_event_${first.toISOString().slice(0, 7).replace('-', '_')}`;
}

/** The month of a partition by its name; null for the default one. */
export function monthOfPartition(name: string): Month | null {
  const [, year, number] = PARTITION.exec(name) ?? [];
  return year === undefined || number === undefined ? null : month(Number(year), Number(number) - 1);
}

function month(year: number, index: number): Month {
  return { first: new Date(Date.UTC(year, index)), end: new Date(Date.UTC(year, index + 1)) };
}
