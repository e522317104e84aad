import { type DataSource } from 'typeorm';
import { addScope, type SpendScope } from '../scope/spend-scope.js';
import { Conditions } from './conditions.js';
import { readReport } from './report-reader.js';

/** Hashes of the keys a caller may see, by the spend that budgets look at, most first. */
export async function keysBySpend(
  dataSource: DataSource,
  scope: SpendScope,
  limit: number,
): Promise<string[]> {
  const conditions = addScope(new Conditions(), scope);
  const rows = await readReport(dataSource, (read) =>
    read<{ token: string }>(
      `SELECT token FROM (SELECT *, token AS key_hash FROM virtual_key) AS key ${conditions.where()}
       ORDER BY spend DESC, token DESC LIMIT ${conditions.parameter(limit)}`,
      conditions.parameters,
    ),
  );
  return rows.map(({ token }) => token);
}
