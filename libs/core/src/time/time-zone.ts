/** A date and a time of day, as clocks on the wall show them. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Is this the name of a time zone, such as `Europe/Berlin`? */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant. @throws RangeError when there is no such zone. */
export function wallTimeAt(at: Date, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/**
 * The instant at which the clocks of a zone show a time. Parts out of range carry over (day 32, hour 24). A time that comes
 * twice means its first coming; a time that is skipped means the moment the clocks jumped over it.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const wanted = asUtc(wall);
  // The offset an hour or a day away may differ; the true one is among those a day before and after.
  const before = wanted - offsetAt(new Date(wanted - DAY_MS), timeZone);
  const after = wanted - offsetAt(new Date(wanted + DAY_MS), timeZone);
  const fitting = [Math.min(before, after), Math.max(before, after)].find(
    (instant) => instant + offsetAt(new Date(instant), timeZone) === wanted,
  );
  return new Date(fitting ?? endOfGap(Math.min(before, after), Math.max(before, after), timeZone));
}

const DAY_MS = 86_400_000;

/** Local time minus UTC, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  return asUtc(wallTimeAt(at, timeZone)) - Math.floor(at.getTime() / 1_000) * 1_000;
}

/** The first instant after a jump of the clocks that lies between two instants. */
function endOfGap(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(new Date(from), timeZone);
  let low = from;
  let high = to;
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000;
    if (offsetAt(new Date(middle), timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function asUtc({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
