import { type ExportGroup } from '@tollgate/core';
import { Conditions } from '../reports/conditions.js';
import { addScope } from '../scope/spend-scope.js';
import { count, type ExportColumn, text, usd } from './export-columns.js';
import { type ExportOrder } from './export-order.js';
import { convertUsd } from './exchange.js';
import { type CountedRow, type ReportQuery } from './report-query.js';
import { SPEND_LINES } from './spend-lines.js';

/** One group: the columns that identify it, how a line tells them, and names that are looked up beside it. */
interface Dimension {
  readonly key: string;
  /** SQL of a line; `$zone` stands for the placeholder of the time zone. */
  readonly expression: string;
  /** A name beside the key: column, and SQL over the sums. */
  readonly name?: { readonly column: string; readonly expression: string };
}

/** An entity that is gone keeps the name it had last. */
const TEAM_NAME = `coalesce(
  (SELECT team_alias FROM team WHERE team.team_id = sums.team_id),
  (SELECT team_alias FROM deleted_team WHERE deleted_team.team_id = sums.team_id ORDER BY deleted_at DESC LIMIT 1))`;
const KEY_NAME = `coalesce((SELECT key_alias FROM virtual_key WHERE token = sums.key_hash), sums.last_key_alias)`;

const DIMENSIONS: Readonly<Record<ExportGroup, Dimension>> = {
  team: { key: 'team_id', expression: 'team_id', name: { column: 'team_alias', expression: TEAM_NAME } },
  user: {
    key: 'user_id',
    expression: 'user_id',
    name: {
      column: 'user_email',
      expression: '(SELECT user_email FROM user_account WHERE user_account.user_id = sums.user_id)',
    },
  },
  key: { key: 'key_hash', expression: 'key_hash', name: { column: 'key_alias', expression: KEY_NAME } },
  model: { key: 'model', expression: 'model' },
  model_group: { key: 'model_group', expression: 'model_group' },
  provider: { key: 'provider', expression: 'provider' },
  tag: { key: 'tag', expression: 'tag' },
  customer: { key: 'customer_id', expression: 'end_user_id' },
  organization: {
    key: 'organization_id',
    expression: 'organization_id',
    name: {
      column: 'organization_alias',
      expression:
        '(SELECT organization_alias FROM organization WHERE organization.organization_id = sums.organization_id)',
    },
  },
  day: { key: 'day', expression: `to_char(at AT TIME ZONE $zone, 'YYYY-MM-DD')` },
  week: {
    key: 'week',
    expression: `to_char(date_trunc('week', at AT TIME ZONE $zone), 'YYYY-MM-DD')`,
  },
  month: { key: 'month', expression: `to_char(at AT TIME ZONE $zone, 'YYYY-MM')` },
};

const COUNTS = [
  ['calls', 'sum(calls)'],
  ['successful_calls', `coalesce(sum(calls) FILTER (WHERE status = 'success'), 0)`],
  ['failed_calls', `coalesce(sum(calls) FILTER (WHERE status <> 'success'), 0)`],
  ['unpriced_calls', 'sum(unpriced_calls)'],
  ['estimated_calls', 'sum(estimated_calls)'],
  ['input_tokens', 'sum(input_tokens)'],
  ['cache_read_tokens', 'sum(cache_read_tokens)'],
  ['cache_write_tokens', 'sum(cache_write_tokens)'],
  ['output_tokens', 'sum(output_tokens)'],
  ['reasoning_tokens', 'sum(reasoning_tokens)'],
] as const;

/** A tag counts once a call, however often the call names it; a call without tags is in the row without one. */
const EACH_TAG = `CROSS JOIN LATERAL (
  SELECT DISTINCT unnest(CASE WHEN tags = '{}' THEN ARRAY[NULL]::text[] ELSE tags END) AS tag) AS tagged`;

/**
 * Sums of a period by the groups of an order, in the order of the groups: one row each, exact to the pico-dollar.
 * @param only SQL: of the period's calls, those for which it holds.
 */
export function groupedReport(
  order: ExportOrder,
  only?: 'team_id IS NULL' | 'team_id IS NOT NULL',
): ReportQuery {
  const dimensions = order.groupBy.map((group) => DIMENSIONS[group]);
  const columns = columnsOf(order, dimensions);
  const conditions = new Conditions()
    .add('started_at >= ?::timestamptz', order.period.from)
    .add('started_at < ?::timestamptz', order.period.to);
  addScope(conditions, order.scope);
  if (only !== undefined) conditions.addSql(only);
  const keys = dimensions.map(({ key, expression }) =>
    expression.includes('$zone')
      ? `${expression.replace('$zone', `${conditions.parameter(order.period.timeZone)}::text`)} AS ${key}`
      : `${expression} AS ${key}`,
  );
  const sums = [...COUNTS, ['spend', 'sum(spend)::text']].map(([name, sql]) => `${sql} AS ${name}`);
  const names = dimensions.flatMap(({ key, name }) => [
    `sums.${key}`,
    ...(name === undefined ? [] : [`${name.expression} AS ${name.column}`]),
  ]);
  const grouped = dimensions.map((_, index) => index + 1).join(', ');
  return {
    columns,
    sql: `
      SELECT ${[...names, ...COUNTS.map(([name]) => `sums.${name}::float8`), 'sums.spend'].join(', ')}
      FROM (
        SELECT ${[...keys, ...sums].join(', ')}, max(key_alias) AS last_key_alias
        FROM (${SPEND_LINES} ${conditions.where()}) AS lines ${order.groupBy.includes('tag') ? EACH_TAG : ''}
        GROUP BY ${grouped}
      ) AS sums
      ORDER BY ${dimensions.map(({ key }) => `sums.${key} COLLATE "C" NULLS LAST`).join(', ')}`,
    parameters: conditions.parameters,
    toRow: rowReader(order, columns),
  };
}

function columnsOf(order: ExportOrder, dimensions: readonly Dimension[]): ExportColumn[] {
  return [
    ...dimensions.flatMap(({ key, name }) => (name ? [text(key), text(name.column)] : [text(key)])),
    ...COUNTS.map(([name]) => count(name)),
    usd('spend_usd'),
    ...currencyColumns(order),
  ];
}

/** A second currency brings its amount, and the rate with its date, into every row. */
export function currencyColumns({ currency }: ExportOrder): ExportColumn[] {
  if (currency === null) return [];
  return [
    usd(`spend_${currency.code.toLowerCase()}`, true),
    { name: 'exchange_rate', kind: 'decimal', nullable: false },
    text('exchange_rate_date'),
  ];
}

function rowReader(order: ExportOrder, columns: readonly ExportColumn[]) {
  const { currency } = order;
  const spendAt = columns.findIndex(({ name }) => name === 'spend_usd');
  const callsAt = columns.findIndex(({ name }) => name === 'calls');
  return (values: readonly unknown[]): CountedRow => {
    const spend = BigInt(String(values[spendAt]));
    const calls = Number(values[callsAt]);
    const row = columns.slice(0, spendAt).map(({ kind }, index) => {
      const value = values[index];
      if (kind === 'count') return Number(value);
      return typeof value === 'string' ? value : null;
    });
    const converted =
      currency === null ? [] : [convertUsd(spend, currency), currency.rate, currency.rateDate];
    return { row: [...row, spend, ...converted], spend, calls };
  };
}
