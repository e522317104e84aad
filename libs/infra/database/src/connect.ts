import { setTimeout } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { isUnavailable } from './unavailable.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export interface ConnectOptions {
  /** Ends the waiting: the returned promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told after each attempt that found no server, with the pause until the next. */
  readonly onWaiting?: (error: unknown, pauseMs: number) => void;
}

/**
 * Connects, however long the server stays away: the process lives (and says that it is not ready) meanwhile.
 * What waiting does not cure – a wrong password, no such database – rejects at once.
 */
export async function connect(dataSource: DataSource, options: ConnectOptions = {}): Promise<void> {
  await whenAvailable(async () => {
    if (!dataSource.isInitialized) await dataSource.initialize();
  }, options);
}

/** Runs a step again and again, with growing pauses, while the database is away. */
export async function whenAvailable<T>(step: () => Promise<T>, options: ConnectOptions = {}): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    options.signal?.throwIfAborted();
    try {
      return await step();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      options.onWaiting?.(error, pauseMs);
    }
    await setTimeout(pauseMs, undefined, options.signal ? { signal: options.signal } : {});
  }
}
