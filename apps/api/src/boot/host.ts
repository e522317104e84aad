import { resolve } from 'node:path';
import { type Options, type Services } from '@tollgate/config';
import { EmbeddedPostgresError, lockDataDirectory, startEmbeddedPostgres } from '@tollgate/embedded';
import { DirectoryInUseError } from '@tollgate/process';
import { type MasterKey, masterKeyOf } from './master-key.js';
import { StartFailure } from './start-failure.js';
import { type Teardown } from './teardown.js';

/** What a host has once, however many API processes serve on it. */
export interface Host {
  readonly dataDirectory: string;
  readonly masterKey: MasterKey;
  /** Holds a password. */
  readonly databaseUrl: string;
  /** The database is our own child: it is there when we are. */
  readonly embedded: boolean;
}

/** Takes the data directory, finds or makes the master key, and starts Postgres when none is configured. */
export async function openHost(
  options: Options,
  services: Services,
  teardown: Teardown,
  say: (line: string) => void,
): Promise<Host> {
  try {
    const dataDirectory = resolve(options.dataDir);
    const lock = await lockDataDirectory(dataDirectory);
    teardown.add('the data directory', () => lock.release());
    const masterKey = await masterKeyOf(services.masterKey, dataDirectory);
    if (services.databaseUrl !== null)
      return { dataDirectory, masterKey, databaseUrl: services.databaseUrl, embedded: false };
    const postgres = await startEmbeddedPostgres({
      dataDir: dataDirectory,
      onProgress: say,
      onUnexpectedExit: (error) => console.error(`The embedded Postgres ended by itself: ${error.message}`),
    });
    teardown.add('Postgres', () => postgres.stop(), 30_000);
    return { dataDirectory, masterKey, databaseUrl: postgres.url, embedded: true };
  } catch (error) {
    if (error instanceof DirectoryInUseError || error instanceof EmbeddedPostgresError)
      throw new StartFailure(error.message);
    throw error;
  }
}
