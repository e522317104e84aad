import { Client } from 'pg';
import { type ReportQuery } from './report-query.js';

/** Rows fetched at a time: flat memory, however long the report. */
const FETCH_ROWS = 2_000;
/** Longest a single statement may take: sorting and summing a year of calls. */
const STATEMENT_TIMEOUT_MS = 1_800_000;

/** One view of the ledger that does not change while a report is read from it. */
export interface Snapshot {
  query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** Rows of a report in its order, as arrays, a batch at a time at the reader's pace. One report at a time. */
  batches(report: Pick<ReportQuery, 'sql' | 'parameters'>): AsyncGenerator<unknown[][], void, undefined>;
}

/**
 * Opens a connection of its own (reports are long, and must not hold one of the pool), gives `read` one read-only
 * repeatable-read transaction on it, and closes it.
 */
export async function withSnapshot<T>(
  databaseUrl: string,
  read: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'tollgate export',
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // A break is told by the query under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(snapshotOf(client));
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}

function snapshotOf(client: Client): Snapshot {
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[]) =>
      (await client.query<Row & object>(sql, [...parameters])).rows,
    async *batches({ sql, parameters }) {
      await client.query(`DECLARE report NO SCROLL CURSOR FOR ${sql}`, [...parameters]);
      try {
        for (;;) {
          const { rows } = await client.query<unknown[]>({
            text: `FETCH ${FETCH_ROWS} FROM report`,
            rowMode: 'array',
          });
          if (rows.length === 0) return;
          yield rows;
        }
      } finally {
        await client.query('CLOSE report').catch(() => undefined);
      }
    },
  };
}
