import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/index.js';
import { SnakeCaseNaming } from './snake-case-naming.js';

/** A connection must stand within this time; then the caller answers 503. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The server gives a statement up after this time. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than the server's own limit: only a server that no longer answers gets here. */
const ANSWER_TIMEOUT_MS = 35_000;

export interface DatabaseOptions {
  /** `postgresql://…`; TLS by `sslmode` in it. */
  readonly url: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Connections of this process at most; further callers wait, as long as for a connection. */
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: unknown) => void;
}

/** The data source, not connected yet: see `connect` and `migrate`. The schema is changed by migrations only. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}

/** The same as options, for TypeOrmModule. */
export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    entities: options.entities,
    migrations: MIGRATIONS,
    migrationsTableName: MIGRATIONS_TABLE,
    namingStrategy: new SnakeCaseNaming(),
    installExtensions: false,
    synchronize: false,
    logging: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: options.onIdleError ?? (() => undefined),
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  };
}
