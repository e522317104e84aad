import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, startRedis } from '@tollgate/testing';
import { type ExternalPostgres, startExternalPostgres } from './external-postgres.js';
import { type ProductProcess } from './product-process.js';

export type Mode = 'embedded' | 'services';

/** Both ways to run the product, for `describe.each`. */
export const MODES: readonly Mode[] = ['embedded', 'services'];

/** Where a product runs: its folder, and in `services` mode a Postgres and a redis-server. Outlives restarts. */
export class Surroundings {
  readonly dataDir: string;
  readonly #folder: string;
  readonly #processes: ProductProcess[] = [];

  private constructor(
    readonly kind: Mode,
    readonly env: NodeJS.ProcessEnv,
    private readonly postgres: ExternalPostgres | null,
    private redis: RedisServer | null,
  ) {
    // The embedded Postgres runs as another user when we are root, so the way to its folder must be open.
    this.#folder = mkdtempSync(join(tmpdir(), 'tollgate-e2e-'));
    this.dataDir = join(this.#folder, 'data');
    mkdirSync(this.dataDir);
  }

  static async make(mode: Mode): Promise<Surroundings> {
    if (mode === 'embedded') return new Surroundings(mode, {}, null, null);
    const redis = await startRedis();
    const postgres = await startExternalPostgres();
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
    return new Surroundings(mode, env, postgres, redis);
  }

  /** Where its files are, besides the data directory. */
  get folder(): string {
    return this.#folder;
  }

  /** Kills the redis-server, as a crash would. */
  async stopRedis(): Promise<void> {
    await this.redis?.stop();
  }

  /** Brings it back, empty, where it was. */
  async startRedis(): Promise<void> {
    this.redis = await startRedis(this.redis?.port);
  }

  /** A further data directory, for a second process on the same services. */
  anotherDataDir(name: string): string {
    const folder = join(this.#folder, name);
    mkdirSync(folder);
    return folder;
  }

  /** Writes a file beside the data directory. @returns its path */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Remembers a process, to be sure that it is gone in the end. */
  track(process: ProductProcess): void {
    this.#processes.push(process);
  }

  /** Ends whatever still runs, and removes every file. */
  async remove(): Promise<void> {
    for (const process of this.#processes) process.killGroup();
    await Promise.all(this.#processes.map((process) => process.exited));
    for (const pid of this.postgresPids()) killQuietly(pid);
    await this.redis?.stop();
    await this.postgres?.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Process ids of servers that run on this data directory (an embedded Postgres leaves its parent's group). */
  postgresPids(): number[] {
    if (!existsSync(this.dataDir)) return [];
    return readdirSync(this.dataDir, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('postmaster.pid'))
      .map((name) => pidIn(join(this.dataDir, name)))
      .filter((pid) => pid > 0);
  }
}

/** The process id in the file; 0 when the server has just removed it, as it does when it ends. */
function pidIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}
