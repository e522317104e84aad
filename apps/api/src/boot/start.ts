import cluster from 'node:cluster';
import { type Environment, type Options } from '@tollgate/config';
import { serve } from './api-process.js';
import { hostHandedDown, startCluster, tellPrimary } from './cluster.js';
import { readConfiguration } from './configuration.js';
import { openHost } from './host.js';
import { assertPortFree } from './listen.js';
import { observe } from './observe.js';
import { readyLines } from './ready-lines.js';
import { stopOnDisconnect, stopOnSignals } from './signals.js';
import { Teardown } from './teardown.js';
import { workerOf } from './worker.js';

/**
 * Starts the gateway and returns once it is ready: in this process, or in several when more than one was asked for.
 * Rejects with a StartFailure the operator can act on, with everything ended again.
 */
export async function start(options: Options, env: Environment): Promise<void> {
  const teardown = new Teardown((step, error) => complain(`Stopping ${step} failed: ${textOf(error)}`));
  try {
    if (cluster.isWorker) await startServing(options, env, teardown);
    else await startHost(options, env, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/** The first process of a host: data directory, Postgres, worker; serves itself unless it has a cluster to do so. */
async function startHost(options: Options, env: Environment, teardown: Teardown): Promise<void> {
  stopOnSignals(() => teardown.run(), say);
  const configuration = await readConfiguration(options, env);
  if (configuration.remarks !== '') complain(configuration.remarks);
  await assertPortFree(options.port, options.host);
  const host = await openHost(options, configuration.services, teardown, say);
  const observer = observe(options, configuration);
  const worker = workerOf(host, configuration, env, teardown, observer.warn);
  const onFatal = fatal(teardown);
  const port =
    options.workers > 1
      ? await startCluster({ options, host, teardown, onFatal, warn: observer.warn })
      : await serve({ options, configuration, host, teardown, observer, onFatal });
  worker?.start();
  for (const line of readyLines(options.host, port, options.rootPath, host.masterKey)) say(line);
}

/** One of several API processes of a host. */
async function startServing(options: Options, env: Environment, teardown: Teardown): Promise<void> {
  stopOnDisconnect(() => teardown.run());
  const configuration = await readConfiguration(options, env);
  const host = hostHandedDown(env);
  const observer = observe(options, configuration);
  tellPrimary(await serve({ options, configuration, host, teardown, observer, onFatal: fatal(teardown) }));
}

function fatal(teardown: Teardown): (failure: Error) => void {
  return (failure) => {
    complain(failure.message);
    void teardown.run().then(() => process.exit(1));
  };
}

function say(line: string): void {
  console.log(line);
}

function complain(line: string): void {
  console.error(line);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
