import { Conditions } from '../reports/conditions.js';
import { addScope } from '../scope/spend-scope.js';
import { convertUsd } from './exchange.js';
import { count, type ExportColumn, type ExportValue, text, usd } from './export-columns.js';
import { type ExportOrder } from './export-order.js';
import { currencyColumns } from './grouped-report.js';
import { type CountedRow, type ReportQuery } from './report-query.js';

const instant = (name: string): ExportColumn => ({ name, kind: 'instant', nullable: false });

/** A column of the file and the SQL of an event that fills it. */
const CALL_COLUMNS: readonly (readonly [ExportColumn, string])[] = [
  [text('id'), 'id::text'],
  [instant('started_at'), 'started_at'],
  [instant('ended_at'), 'ended_at'],
  [text('call_id'), 'call_id'],
  [text('response_id'), 'response_id'],
  [text('status'), 'status'],
  [count('http_status'), 'http_status'],
  [text('call_type'), 'call_type'],
  [text('asked_model'), 'asked_model'],
  [text('model_group'), 'model_group'],
  [text('model'), 'coalesce(sent_model, asked_model)'],
  [text('provider'), 'provider'],
  [text('deployment_id'), 'deployment_id'],
  [text('key_hash'), 'key_hash'],
  [text('key_alias'), 'key_alias'],
  [text('user_id'), 'user_id'],
  [text('team_id'), 'team_id'],
  [text('organization_id'), 'organization_id'],
  [text('customer_id'), 'end_user_id'],
  [text('tags'), `nullif(array_to_string(tags, ','), '')`],
  [count('input_tokens'), 'coalesce(input_tokens, 0)::float8'],
  [count('cache_read_tokens'), 'coalesce(cache_read_tokens, 0)::float8'],
  [
    count('cache_write_tokens'),
    '(coalesce(cache_write_tokens, 0) + coalesce(cache_write_1h_tokens, 0))::float8',
  ],
  [count('output_tokens'), 'coalesce(output_tokens, 0)::float8'],
  [count('reasoning_tokens'), 'coalesce(reasoning_tokens, 0)::float8'],
  [text('usage_estimated'), 'usage_estimated::text'],
  [text('price_source'), 'price_source'],
];

/** Every call of a period, oldest first: one row each. A call without a known price has no amount, not 0. */
export function callsReport(order: ExportOrder): ReportQuery {
  const conditions = new Conditions()
    .add('started_at >= ?::timestamptz', order.period.from)
    .add('started_at < ?::timestamptz', order.period.to);
  addScope(conditions, order.scope);
  const selected = CALL_COLUMNS.map(([, sql]) => sql);
  return {
    columns: [...CALL_COLUMNS.map(([column]) => column), usd('spend_usd', true), ...currencyColumns(order)],
    sql: `SELECT ${[...selected, 'cost::text'].join(', ')} FROM spend_call ${conditions.where()}
          ORDER BY started_at, id`,
    parameters: conditions.parameters,
    toRow: (values) => toCall(values, order),
  };
}

function toCall(values: readonly unknown[], { currency }: ExportOrder): CountedRow {
  const cost = values[CALL_COLUMNS.length];
  const spend = typeof cost === 'string' ? BigInt(cost) : null;
  const row = CALL_COLUMNS.map(([{ kind }], index) => valueOf(kind, values[index]));
  const converted =
    currency === null
      ? []
      : [spend === null ? null : convertUsd(spend, currency), currency.rate, currency.rateDate];
  return { row: [...row, spend, ...converted], spend: spend ?? 0n, calls: 1 };
}

function valueOf(kind: ExportColumn['kind'], value: unknown): ExportValue {
  if (kind === 'count') return Number(value);
  if (kind === 'instant') return value instanceof Date ? value : null;
  return typeof value === 'string' ? value : null;
}
