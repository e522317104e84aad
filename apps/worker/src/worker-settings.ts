import { type Environment, readServices } from '@tollgate/config';
import {
  type BudgetCalendar,
  type Duration,
  DURATION_FORMAT,
  isTimeZone,
  parseDuration,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type QueueBackend } from '@tollgate/queue';

/** What the worker has to know; all of it comes from the environment, for a child process from the API that started it. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly backend: QueueBackend;
  /** Whose midnights budgets follow. */
  readonly calendar: BudgetCalendar;
  /** How long rows of calls are kept; null: for ever. */
  readonly spendRetention: Duration | null;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: WorkerSettings }
  /** Sentences that name the variable, never its value. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * DATABASE_URL (or its parts), REDIS_URL (or its relatives) when the queues live in Redis, TOLLGATE_TIMEZONE (UTC),
 * TOLLGATE_SPEND_RETENTION (for ever).
 */
export function readWorkerSettings(env: Environment): ReadSettings {
  const read = readServices({}, env);
  if (!read.ok) return read;
  const { databaseUrl, redis } = read.services;
  if (databaseUrl === null)
    return { ok: false, problems: ['DATABASE_URL is missing: the worker needs the database of the API'] };
  const timeZone = env['TOLLGATE_TIMEZONE']?.trim() || UTC_CALENDAR.timeZone;
  if (!isTimeZone(timeZone))
    return {
      ok: false,
      problems: ['TOLLGATE_TIMEZONE must be the name of a time zone, such as Europe/Berlin'],
    };
  const retention = env['TOLLGATE_SPEND_RETENTION']?.trim() || null;
  const spendRetention = retention === null ? null : parseDuration(retention);
  if (retention !== null && spendRetention === null)
    return { ok: false, problems: [`TOLLGATE_SPEND_RETENTION must be ${DURATION_FORMAT}`] };
  const backend: QueueBackend = redis
    ? { kind: 'redis', address: redis }
    : { kind: 'postgres', url: databaseUrl };
  return {
    ok: true,
    settings: { databaseUrl, backend, calendar: { ...UTC_CALENDAR, timeZone }, spendRetention },
  };
}
