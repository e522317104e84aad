import { type Environment, readServices } from '@tollgate/config';
import {
  type BudgetCalendar,
  type Duration,
  DURATION_FORMAT,
  isTimeZone,
  parseDuration,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type MailSettings, readMailSettings } from '@tollgate/delivery';
import { type OutboundNetwork, outboundNetwork, readNetworks } from '@tollgate/gateway/network';
import { type QueueBackend } from '@tollgate/queue';

/** What the worker has to know; all of it comes from the environment, for a child process from the API that started it. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly backend: QueueBackend;
  /** Whose midnights budgets follow. */
  readonly calendar: BudgetCalendar;
  /** How long rows of calls are kept; null: for ever. */
  readonly spendRetention: Duration | null;
  /** What secrets in the database are encrypted with, and earlier ones; null: none is known, so they cannot be read. */
  readonly saltKey: string | null;
  readonly previousSaltKeys: readonly string[];
  readonly delivery: { readonly network: OutboundNetwork; readonly mail: MailSettings | null };
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: WorkerSettings }
  /** Sentences that name the variable, never its value. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * DATABASE_URL (or its parts), REDIS_URL (or its relatives) when the queues live in Redis, TOLLGATE_TIMEZONE (UTC),
 * TOLLGATE_SPEND_RETENTION (for ever); the salt key, or the master key in its place; SMTP_HOST and its companions;
 * TOLLGATE_DELIVERY_NETWORKS.
 */
export function readWorkerSettings(env: Environment): ReadSettings {
  const read = readServices({}, env);
  if (!read.ok) return read;
  const { databaseUrl, redis, saltKey, masterKey, previousSaltKeys } = read.services;
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
  const delivery = readDelivery(env);
  if (typeof delivery === 'string') return { ok: false, problems: [delivery] };
  const backend: QueueBackend = redis
    ? { kind: 'redis', address: redis }
    : { kind: 'postgres', url: databaseUrl };
  const calendar = { ...UTC_CALENDAR, timeZone };
  const secrets = { saltKey: saltKey ?? masterKey, previousSaltKeys };
  return { ok: true, settings: { databaseUrl, backend, calendar, spendRetention, ...secrets, delivery } };
}

/** How files and alerts leave the house; a sentence when a variable cannot be used. */
function readDelivery(env: Environment): WorkerSettings['delivery'] | string {
  const mail = readMailSettings(env);
  if (typeof mail === 'string') return mail;
  const networks = readNetworks(env['TOLLGATE_DELIVERY_NETWORKS'] ?? '');
  if (networks === null)
    return 'TOLLGATE_DELIVERY_NETWORKS must be networks or addresses by comma, such as 10.0.0.0/8,192.168.4.7';
  return { mail, network: outboundNetwork(networks) };
}
