import cluster, { type Worker } from 'node:cluster';
import { type Environment, type Options } from '@tollgate/config';
import { type Host } from './host.js';
import { StartFailure } from './start-failure.js';
import { type Teardown } from './teardown.js';

/** In the environment of an API process that a primary started: what the host has once, as JSON. Holds secrets. */
const HANDED_DOWN = 'TOLLGATE_HOST';
const STOP_MESSAGE = 'stop';
const RESTART_PAUSE_MS = 1_000;
/** Longer than a process takes to drain and to store its spend. */
const STOP_LIMIT_MS = 55_000;

export interface ClusterOptions {
  readonly options: Options;
  readonly host: Host;
  readonly teardown: Teardown;
  readonly onFatal: (failure: Error) => void;
  readonly warn: (message: string) => void;
}

/**
 * Starts as many API processes as were asked for, all on one port. Resolves to it when all listen. One that ends by itself
 * is replaced.
 */
export async function startCluster({ options, host, teardown, warn }: ClusterOptions): Promise<number> {
  const env = { [HANDED_DOWN]: JSON.stringify(host) };
  let stopping = false;
  let started = false;
  teardown.add(
    'the API processes',
    () => {
      stopping = true;
      return stopAll();
    },
    STOP_LIMIT_MS + 1_000,
  );
  cluster.on('exit', (_, code, signal) => {
    if (stopping || !started) return;
    warn(`an API process ended (${signal ?? `exit code ${code}`}); starting another`);
    setTimeout(() => {
      if (!stopping) cluster.fork(env);
    }, RESTART_PAUSE_MS);
  });
  const ports = await Promise.all(
    Array.from({ length: options.workers }, () => listening(cluster.fork(env))),
  );
  started = true;
  return ports[0] ?? options.port;
}

/** What the primary told this process about the host. */
export function hostHandedDown(env: Environment): Host {
  const text = env[HANDED_DOWN];
  if (text === undefined) throw new Error('an API process of a cluster was started without its primary');
  const host = JSON.parse(text) as Host;
  return { ...host, masterKey: { ...host.masterKey, isNew: false } };
}

/** Tells the primary that this process listens. */
export function tellPrimary(port: number): void {
  process.send?.({ listening: port });
}

/** Is this the primary's word to stop? */
export function isStopMessage(message: unknown): boolean {
  return message === STOP_MESSAGE;
}

function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('exit', (code) =>
      reject(new StartFailure('An API process could not start; it has said why above.', code === 2 ? 2 : 1)),
    );
    worker.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'listening' in message)
        resolve(Number(message.listening));
    });
  });
}

async function stopAll(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve) => {
          const kill = setTimeout(() => worker.process.kill('SIGKILL'), STOP_LIMIT_MS);
          worker.once('exit', () => {
            clearTimeout(kill);
            resolve();
          });
          if (worker.isConnected()) worker.send(STOP_MESSAGE);
          else worker.process.kill('SIGKILL');
        }),
    ),
  );
}
