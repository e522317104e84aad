import {
  connect,
  createDataSource,
  InstanceLease,
  isUnavailable,
  migrate,
  whenAvailable,
} from '@tollgate/database';
import { makeMonths } from '@tollgate/spend';
import { type DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';
import { StartFailure } from './start-failure.js';

/** How the database is reached, and what depends on it. */
export interface DatabaseLinkOptions {
  readonly url: string;
  readonly poolSize: number;
  /**
   * Without Redis only one process may serve from a database, as each would count limits on its own; a lease tells. With
   * Redis there may be many.
   */
  readonly exclusive: boolean;
  readonly log: { warn(message: string): void; error(message: string): void };
  /** The lease went to another process: this one must not go on serving. */
  readonly onLeaseLost: () => void;
}

/** A start that finds the database away goes on without it after this time, and says so. */
const WAIT_AT_START_MS = 5_000;
const LEASE_NAME = 'api';

/**
 * The connection to Postgres, from the first attempt on: connects, migrates, takes the lease. When the server is away the
 * process lives without it, and all this happens by itself once it is there.
 */
export class DatabaseLink {
  readonly dataSource: DataSource;
  private readonly ending = new AbortController();
  private lease: InstanceLease | null = null;
  private complained = false;
  private readyNow = false;

  constructor(private readonly options: DatabaseLinkOptions) {
    this.dataSource = createDataSource({
      url: options.url,
      entities: ENTITIES,
      poolSize: options.poolSize,
      applicationName: 'tollgate-api',
    });
  }

  /** Connected, migrated, and ours to serve from: now, not at the last look. */
  get ready(): boolean {
    return this.readyNow;
  }

  /**
   * Waits a little for the database. Rejects with a StartFailure when waiting would not help: wrong password, no such
   * database, another process serves from it.
   * @param onFatal told when it turns out later that it never will be.
   */
  async open(onFatal: (failure: Error) => void): Promise<void> {
    const opened = this.prepare();
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise<'later'>((resolve) => {
      patience = setTimeout(() => resolve('later'), WAIT_AT_START_MS);
    });
    const outcome = await Promise.race([opened, enough]);
    clearTimeout(patience);
    if (outcome === 'later')
      opened.catch((error: unknown) => {
        if (!this.ending.signal.aborted) onFatal(explained(error));
      });
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.lease?.release();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async prepare(): Promise<void> {
    const { signal } = this.ending;
    const onWaiting = (): void => this.complain();
    try {
      await connect(this.dataSource, { signal, onWaiting });
      await whenAvailable(() => migrate(this.dataSource), { signal, onWaiting });
      await whenAvailable(() => makeMonths(this.dataSource, new Date()), { signal, onWaiting });
      if (this.options.exclusive) await whenAvailable(() => this.acquire(), { signal, onWaiting });
    } catch (error) {
      throw explained(error);
    }
    this.readyNow = true;
    if (this.complained) this.options.log.warn('The database is there.');
  }

  private complain(): void {
    if (this.complained) return;
    this.complained = true;
    this.options.log.warn(
      'The database cannot be reached. The gateway goes on trying; until then it is not ready, and knows no virtual key.',
    );
  }

  private async acquire(): Promise<void> {
    const outcome = await InstanceLease.acquire(this.dataSource, {
      name: LEASE_NAME,
      onLost: () => {
        this.readyNow = false;
        this.options.onLeaseLost();
      },
    });
    if (outcome.granted) {
      this.lease = outcome.lease;
      return;
    }
    const who = outcome.holder ? ` (process ${outcome.holder.pid} on ${outcome.holder.host})` : '';
    throw new StartFailure(
      `Another Tollgate${who} serves from this database. Several need Redis, so that they share their limits: ` +
        'set REDIS_URL for all of them, or stop the other one.',
    );
  }
}

/** Postgres' own texts name users, databases and hosts; the operator needs to know what to do. */
function explained(error: unknown): Error {
  if (!(error instanceof Error)) return new StartFailure('The database cannot be used.');
  const code: unknown =
    Reflect.get(error, 'code') ?? Reflect.get(Object(Reflect.get(error, 'driverError')), 'code');
  switch (code) {
    case '28P01':
    case '28000':
      return new StartFailure('Postgres refuses the user or password of DATABASE_URL.');
    case '3D000':
      return new StartFailure('The database named in DATABASE_URL does not exist. Create it first.');
    case '42501':
      return new StartFailure(
        'The user of DATABASE_URL may not create tables in the database. Grant it CREATE.',
      );
    default:
      return isUnavailable(error) ? new StartFailure('The database cannot be reached.') : error;
  }
}
