import { type Environment } from '@tollgate/config';
import { type Host } from './host.js';
import { WORKER_SCRIPT } from './paths.js';
import { type Teardown } from './teardown.js';
import { WorkerProcess } from './worker-process.js';

/** The worker as our child, not started yet; null when somebody else runs it (`TOLLGATE_WORKER=external`). */
export function workerOf(
  host: Host,
  env: Environment,
  teardown: Teardown,
  warn: (message: string) => void,
): WorkerProcess | null {
  if (env['TOLLGATE_WORKER'] === 'external') return null;
  const worker = new WorkerProcess({
    script: WORKER_SCRIPT,
    env: { ...env, DATABASE_URL: host.databaseUrl },
    onExit: (reason, pauseMs) => warn(`the worker ended (${reason}); starting it again in ${pauseMs} ms`),
  });
  teardown.add('the worker', () => worker.stop(), 20_000);
  return worker;
}
