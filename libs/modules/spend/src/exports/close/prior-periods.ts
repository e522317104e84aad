import { Conditions } from '../../reports/conditions.js';
import { count, text, usd } from '../export-columns.js';
import { type ExportOrder } from '../export-order.js';
import { type ReportQuery } from '../report-query.js';

/**
 * Earlier periods that were closed in the same time zone and scope, and whose figures are not the same any more: calls that were
 * stored late, or priced anew. Held against the rollup, which outlives the calls; a period that begins or ends within an hour
 * of UTC, against its calls. Only periods that differ have a row.
 */
export function priorPeriods({ period, scope }: ExportOrder): ReportQuery {
  const conditions = new Conditions()
    .add(`"order" ->> 'report' = ?`, 'close')
    .add('status = ?', 'done')
    .add(`"order" -> 'scope' = ?::jsonb`, JSON.stringify(scope))
    .add(`"order" #>> '{period,timeZone}' = ?`, period.timeZone)
    .add(`("order" #>> '{period,to}')::timestamptz <= ?::timestamptz`, period.from);
  return {
    columns: [
      ...[text('period'), text('time_zone'), { ...text('closed_at'), kind: 'instant' as const }],
      ...[usd('closed_usd'), usd('now_usd'), usd('adjustment_usd')],
      ...[count('closed_calls'), count('now_calls')],
    ],
    sql: `
      SELECT label, time_zone, finished_at, total::text, spend::text, (spend - total)::text, calls::float8, now_calls::float8
      FROM (
        SELECT DISTINCT ON (label) "order" #>> '{period,label}' AS label, "order" #>> '{period,timeZone}' AS time_zone,
          ("order" #>> '{period,from}')::timestamptz AS begins, ("order" #>> '{period,to}')::timestamptz AS ends,
          finished_at, total, calls
        FROM spend_export ${conditions.where()}
        ORDER BY label, finished_at DESC
      ) AS closed
      CROSS JOIN LATERAL (${SUMS_NOW}) AS sums
      WHERE spend <> total OR now_calls <> calls
      ORDER BY begins, label`,
    parameters: conditions.parameters,
    toRow: ([label, zone, closedAt, closed, now, adjustment, calls, nowCalls]) => ({
      row: [
        ...[String(label), String(zone), closedAt instanceof Date ? closedAt : null],
        ...[BigInt(String(closed)), BigInt(String(now)), BigInt(String(adjustment))],
        ...[Number(calls), Number(nowCalls)],
      ],
      spend: BigInt(String(adjustment)),
      calls: 0,
    }),
  };
}

/** Within the scope `everything`, which is all that a close is written for. */
const SUMS_NOW = `
  SELECT coalesce(sum(spend), 0) AS spend, coalesce(sum(calls), 0) AS now_calls FROM (
    SELECT spend, calls FROM spend_hourly
    WHERE date_trunc('hour', begins, 'UTC') = begins AND date_trunc('hour', ends, 'UTC') = ends
      AND hour >= begins AND hour < ends
    UNION ALL
    SELECT coalesce(cost, 0), 1 FROM spend_call
    WHERE NOT (date_trunc('hour', begins, 'UTC') = begins AND date_trunc('hour', ends, 'UTC') = ends)
      AND started_at >= begins AND started_at < ends
  ) AS parts`;
