import { type DataSource } from 'typeorm';
import { type SpendScope } from '../scope/spend-scope.js';
import { type DayRange } from './instants.js';
import { withinScope } from './log-filter.js';
import { usd } from './metrics.js';
import { readReport } from './report-reader.js';

/** What calls that named a tag or a customer came to, USD. */
export interface NamedSpend {
  readonly name: string;
  readonly calls: number;
  readonly spend: number;
}

export type NamedKind = 'tag' | 'customer';

export interface NamedSelection {
  readonly range: DayRange;
  /** Only these; null: all. */
  readonly names: readonly string[] | null;
  /** SHA-256 of a key, hex. */
  readonly keyHash: string | null;
  readonly limit: number;
}

/** A row for each name of a call: a tag counts once a call, however often the call has it. */
const NAMES: Readonly<Record<NamedKind, string>> = {
  tag: `CROSS JOIN LATERAL (SELECT DISTINCT unnest(tags) AS name) AS named`,
  customer: `CROSS JOIN LATERAL (SELECT end_user_id AS name WHERE end_user_id IS NOT NULL) AS named`,
};

/** The indexes of calls that name any. */
const NAMING: Readonly<Record<NamedKind, string>> = {
  tag: `tags <> '{}'`,
  customer: 'end_user_id IS NOT NULL',
};

/** Tags or customers by what was spent in their name, most first. A call with two tags is in both. */
export async function spendByName(
  dataSource: DataSource,
  kind: NamedKind,
  selection: NamedSelection,
  scope: SpendScope,
): Promise<NamedSpend[]> {
  const conditions = withinScope(scope)
    .add('started_at >= ?', selection.range.first)
    .add('started_at < ?', selection.range.end)
    .addSql(NAMING[kind])
    .addIfGiven('key_hash = ?', selection.keyHash)
    .addIfGiven('named.name = ANY (?)', selection.names);
  const rows = await readReport(dataSource, (read) =>
    read<{ name: string; calls: number; spend: string }>(
      `SELECT named.name, count(*)::float8 AS calls, coalesce(sum(cost), 0)::text AS spend
       FROM spend_call ${NAMES[kind]} ${conditions.where()}
       GROUP BY named.name ORDER BY coalesce(sum(cost), 0) DESC, named.name LIMIT ${conditions.parameter(selection.limit)}`,
      conditions.parameters,
    ),
  );
  return rows.map((row) => ({ ...row, spend: usd(row.spend) }));
}
