import { type Environment, type Services } from '@tollgate/config';
import { type Host } from './host.js';
import { WORKER_SCRIPT } from './paths.js';
import { type Teardown } from './teardown.js';
import { WorkerProcess } from './worker-process.js';

/** The worker as our child, not started yet; null when somebody else runs it (`TOLLGATE_WORKER=external`). */
export function workerOf(
  host: Host,
  services: Services,
  env: Environment,
  teardown: Teardown,
  warn: (message: string) => void,
): WorkerProcess | null {
  if (env['TOLLGATE_WORKER'] === 'external') return null;
  const worker = new WorkerProcess({
    script: WORKER_SCRIPT,
    env: workerEnvironment(env, host, services),
    onExit: (reason, pauseMs) => warn(`the worker ended (${reason}); starting it again in ${pauseMs} ms`),
  });
  teardown.add('the worker', () => worker.stop(), 20_000);
  return worker;
}

/** The worker reads no configuration file: what that says of Postgres and Redis is handed down as variables. */
function workerEnvironment(env: Environment, host: Host, services: Services): NodeJS.ProcessEnv {
  const { redis } = services;
  const own: NodeJS.ProcessEnv = { ...env, DATABASE_URL: host.databaseUrl };
  if (redis?.kind === 'single') own['REDIS_URL'] = redis.url;
  return own;
}
