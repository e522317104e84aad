import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { packagedBinaries, usableBinaries } from './binaries.js';
import { clusterHome } from './cluster-home.js';
import { type Cluster, DATABASE_USER, openCluster } from './cluster.js';
import { lockDataDirectory } from './data-directory.js';
import { explain } from './embedded-postgres-error.js';
import { stopLeftOverServer } from './left-over-server.js';
import { type RunningServer, startServer } from './server.js';
import { serverUser } from './server-user.js';

const DATABASE = 'tollgate';

export interface EmbeddedPostgresOptions {
  /** The product's data directory, made when missing. */
  readonly dataDir: string;
  /** Told, in a few words, what takes a while. */
  readonly onProgress?: (line: string) => void;
  /** Told when the server ends though nobody stopped it. */
  readonly onUnexpectedExit?: (error: Error) => void;
  /** Further settings of the server, by their names in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Connection string of the database `tollgate`, with its password: never log it. */
  readonly url: string;
  /** Stops the server and gives the directory free. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that comes with the product, on 127.0.0.1 only, as an unprivileged user when we are root. It stops
 * with `stop`, and by itself when this process dies in whatever way.
 * Rejects with one line for the operator (EmbeddedPostgresError, DirectoryInUseError). See docs/decisions/0007.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const lock = await lockDataDirectory(dataDir, 'postgres.lock');
  try {
    const { server, cluster } = await startCluster(dataDir, options);
    const url = (database: string): string =>
      `postgresql://${DATABASE_USER}:${cluster.password}@127.0.0.1:${server.port}/${database}`;
    const stop = async (): Promise<void> => {
      await server.stop();
      lock.release();
    };
    await createDatabase(url('postgres')).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return { url: url(DATABASE), stop };
  } catch (error) {
    lock.release();
    throw explain(error, dataDir);
  }
}

async function startCluster(
  dataDir: string,
  options: EmbeddedPostgresOptions,
): Promise<{ server: RunningServer; cluster: Cluster }> {
  const onProgress = options.onProgress ?? (() => undefined);
  const user = serverUser();
  const home = await clusterHome(dataDir, user, onProgress);
  const binaries = await usableBinaries(packagedBinaries(), home, user);
  const passwordFile = join(dataDir, 'postgres.password');
  const cluster = await openCluster(binaries, home, passwordFile, user, onProgress);
  await stopLeftOverServer(cluster.data, onProgress);
  const server = await startServer({
    binaries,
    home,
    data: cluster.data,
    user,
    settings: options.settings ?? {},
    onProgress,
    onUnexpectedExit: options.onUnexpectedExit ?? (() => undefined),
  });
  return { server, cluster };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
