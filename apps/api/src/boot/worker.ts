import { type Environment, type GatewayConfig, type Services } from '@tollgate/config';
import { budgetCalendarOf } from './budget-calendar.js';
import { type Configuration } from './configuration.js';
import { type Host } from './host.js';
import { WORKER_SCRIPT } from './paths.js';
import { type Teardown } from './teardown.js';
import { WorkerProcess } from './worker-process.js';

/** The worker as our child, not started yet; null when somebody else runs it (`TOLLGATE_WORKER=external`). */
export function workerOf(
  host: Host,
  { services, config }: Configuration,
  env: Environment,
  teardown: Teardown,
  warn: (message: string) => void,
): WorkerProcess | null {
  if (env['TOLLGATE_WORKER'] === 'external') return null;
  const worker = new WorkerProcess({
    script: WORKER_SCRIPT,
    env: workerEnvironment(env, host, services, config),
    onExit: (reason, pauseMs) => warn(`the worker ended (${reason}); starting it again in ${pauseMs} ms`),
  });
  teardown.add('the worker', () => worker.stop(), 20_000);
  return worker;
}

/** The worker reads no configuration file: what that says of services, time zone, retention and keys is handed down as variables. */
function workerEnvironment(
  env: Environment,
  host: Host,
  services: Services,
  config: GatewayConfig,
): NodeJS.ProcessEnv {
  const { redis } = services;
  const own: NodeJS.ProcessEnv = {
    ...env,
    DATABASE_URL: host.databaseUrl,
    TOLLGATE_TIMEZONE: budgetCalendarOf(config).timeZone,
    TOLLGATE_SALT_KEY: services.saltKey ?? host.masterKey.text,
  };
  const retention = config.general_settings?.maximum_spend_logs_retention_period;
  if (retention !== undefined) own['TOLLGATE_SPEND_RETENTION'] = retention;
  if (redis?.kind === 'single') own['REDIS_URL'] = redis.url;
  return own;
}
