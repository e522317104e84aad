import { type Environment, readServices } from '@tollgate/config';
import { type QueueBackend } from '@tollgate/queue';

/** What the worker has to know; all of it comes from the environment, for a child process from the API that started it. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly backend: QueueBackend;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: WorkerSettings }
  /** Sentences that name the variable, never its value. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** DATABASE_URL (or its parts), and REDIS_URL (or its relatives) when the queues live in Redis. */
export function readWorkerSettings(env: Environment): ReadSettings {
  const read = readServices({}, env);
  if (!read.ok) return read;
  const { databaseUrl, redis } = read.services;
  if (databaseUrl === null)
    return { ok: false, problems: ['DATABASE_URL is missing: the worker needs the database of the API'] };
  const backend: QueueBackend = redis
    ? { kind: 'redis', address: redis }
    : { kind: 'postgres', url: databaseUrl };
  return { ok: true, settings: { databaseUrl, backend } };
}
