import { type BudgetCalendar, nextBudgetReset, parseBudgetPeriod } from './budget-period.js';
import { DURATION_FORMAT } from './duration.js';
import { isTimeZone } from './time-zone.js';

/** Days of the week, Monday first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a budget begins anew, and whose midnights and weeks it follows; null: those of the installation. */
export interface BudgetRhythm {
  readonly budgetDuration: string | null;
  /** IANA name. */
  readonly budgetTimezone: string | null;
  readonly budgetWeekStart: string | null;
}

/** The same on the wire; absent: not asked for, null: cleared. */
export interface RhythmFields {
  budget_duration?: string | null;
  /** IANA name, such as `Europe/Berlin`. */
  budget_timezone?: string | null;
  budget_week_start?: Weekday | null;
}

export type RhythmChanges = Partial<BudgetRhythm> & { readonly budgetResetAt?: Date | null };

/** What is wrong with a field of a request. */
export interface RhythmFault {
  readonly param: keyof RhythmFields;
  readonly fault: string;
}

/** The longest name of a time zone that is read. */
export const TIME_ZONE_MAX = 64;

/** The calendar of one budget. What an import left there that names no zone or day is the installation's. */
export function calendarOf(
  { budgetTimezone, budgetWeekStart }: Omit<BudgetRhythm, 'budgetDuration'>,
  installation: BudgetCalendar,
): BudgetCalendar {
  if (budgetTimezone === null && budgetWeekStart === null) return installation;
  const day = WEEKDAYS.findIndex((weekday) => weekday === budgetWeekStart);
  const isZone = budgetTimezone !== null && isTimeZone(budgetTimezone);
  return {
    timeZone: isZone ? budgetTimezone : installation.timeZone,
    weekStartsOn: day < 0 ? installation.weekStartsOn : day + 1,
  };
}

/** What a request changes of a rhythm: with any part of it, the first window of the whole begins now. */
export function rhythmChangesOf(
  fields: RhythmFields,
  current: BudgetRhythm,
  now: Date,
  installation: BudgetCalendar,
): RhythmChanges | RhythmFault {
  const { budget_duration: duration, budget_timezone: zone, budget_week_start: weekStart } = fields;
  if (duration === undefined && zone === undefined && weekStart === undefined) return {};
  if (duration != null && !parseBudgetPeriod(duration))
    return {
      param: 'budget_duration',
      fault: `budget_duration must be ${DURATION_FORMAT}, at most ten years`,
    };
  if (zone != null && (zone.length > TIME_ZONE_MAX || !isTimeZone(zone)))
    return {
      param: 'budget_timezone',
      fault: 'budget_timezone must be the IANA name of a time zone, such as Europe/Berlin',
    };
  const changes = {
    ...(duration === undefined ? {} : { budgetDuration: duration }),
    ...(zone === undefined ? {} : { budgetTimezone: zone }),
    ...(weekStart === undefined ? {} : { budgetWeekStart: weekStart }),
  };
  const after = { ...current, ...changes };
  const { budgetDuration } = after;
  const budgetResetAt =
    budgetDuration === null ? null : nextBudgetReset(budgetDuration, now, calendarOf(after, installation));
  return { ...changes, budgetResetAt };
}
