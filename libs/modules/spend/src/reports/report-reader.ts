import { ApiError } from '@tollgate/auth';
import { type DataSource } from 'typeorm';
import { sqlState } from '../flush/row-fault.js';

/** Runs one SELECT of a report. */
export type ReadRows = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

/** Longest a single statement of a report may keep Postgres busy. */
const STATEMENT_TIMEOUT_MS = 15_000;
const QUERY_CANCELED = '57014';
/** Values that Postgres cannot take: a NUL in a filter, a date no calendar has. */
const DATA_EXCEPTION = /^22/;
const SETTINGS = `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}; SET LOCAL jit = off`;

/**
 * Reads a report in one read-only transaction with one snapshot, so that its figures belong together.
 * @throws ApiError (400) when Postgres needs longer than 15 seconds for a statement, or cannot take a filter's value.
 */
export async function readReport<T>(
  dataSource: DataSource,
  read: (rows: ReadRows) => Promise<T>,
): Promise<T> {
  try {
    return await dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(SETTINGS);
      return read(<Row>(sql: string, parameters: readonly unknown[]) =>
        manager.query<Row[]>(sql, [...parameters]),
      );
    });
  } catch (error) {
    throw refusalOf(sqlState(error)) ?? error;
  }
}

function refusalOf(state: string | null): ApiError | null {
  if (state === QUERY_CANCELED)
    return new ApiError({
      class: 'BadRequestError',
      message:
        'This report takes too long over so many rows. Narrow start_date and end_date, or filter more.',
      param: 'start_date',
    });
  if (state === null || !DATA_EXCEPTION.test(state)) return null;
  return new ApiError({
    class: 'BadRequestError',
    message: 'A filter or the cursor holds a value that no row can have.',
    param: null,
  });
}
