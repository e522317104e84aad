import { ok, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
/** Every call of the time is looked at. */
const DAYS_MAX = 92;

/** A time, from an instant (inclusive) to another. */
export interface SeenBetween {
  readonly from: Date;
  readonly before: Date;
}

/** Two days, both included, as UTC instants; null: none were given. */
export function seenBetween(query: { start_date?: string; end_date?: string }): Result<SeenBetween | null> {
  const { start_date: first = '', end_date: last = '' } = query;
  if (first === '' && last === '') return ok(null);
  for (const [param, day] of [
    ['start_date', first],
    ['end_date', last],
  ] as const)
    if (!DAY.test(day) || Number.isNaN(Date.parse(day)))
      return badRequest(param, `${param} must be a day, YYYY-MM-DD; give both or none`);
  const from = new Date(first);
  const before = new Date(Date.parse(last) + DAY_MS);
  const days = (before.getTime() - from.getTime()) / DAY_MS;
  if (days < 1 || days > DAYS_MAX)
    return badRequest('end_date', `end_date must be 0 to ${DAYS_MAX - 1} days after start_date`);
  return ok({ from, before });
}
