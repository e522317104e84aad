const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** `2026-07-01T10:00:00Z`, and with a blank and without a zone, as dashboards send it. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/** A span of time: a day, or (what an instant names) a millisecond. `before` is not in it. */
export interface NamedTime {
  readonly from: Date;
  readonly before: Date;
}

/** What a text of a query names, in UTC unless it has a zone; null when it is neither a day nor an instant. */
export function namedTimeOf(text: string): NamedTime | null {
  if (DAY.test(text)) return spanFrom(Date.parse(text), 86_400_000, text);
  const [, day, time, zone] = INSTANT.exec(text) ?? [];
  if (day === undefined || time === undefined) return null;
  return spanFrom(Date.parse(`${day}T${time}${zone ?? 'Z'}`), 1, day);
}

/** Date.parse takes the 31st of February for a day of March; a day that is none is no time. */
function spanFrom(start: number, lengthMs: number, day: string): NamedTime | null {
  if (Number.isNaN(start) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return null;
  return { from: new Date(start), before: new Date(start + lengthMs) };
}
