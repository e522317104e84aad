import { budgetWindow, formatUsd, UTC_CALENDAR } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';

/** A report waits so long after midnight, for the last calls of the day and their rollup. */
const WAIT_MS = 15 * 60_000;
const ROWS_SHOWN = 5;

/** What was spent yesterday and last week, of all; days and weeks (from Monday) are UTC, as in the daily figures. */
export function reportsDue(now: Date): { key: string; weekly: boolean; from: Date; to: Date }[] {
  return [false, true].flatMap((weekly) => {
    const unit = weekly ? 'week' : 'day';
    const at = new Date(now.getTime() - WAIT_MS);
    const { start: to } = budgetWindow({ unit, count: 1 }, at, UTC_CALENDAR);
    const { start: from } = budgetWindow({ unit, count: 1 }, new Date(to.getTime() - 1), UTC_CALENDAR);
    return [{ key: `report:${unit}:${from.toISOString().slice(0, 10)}`, weekly, from, to }];
  });
}

/** The report of a period that is over. */
export async function spendReport(
  dataSource: DataSource,
  { key, weekly, from, to }: ReturnType<typeof reportsDue>[number],
): Promise<NewAlert> {
  const [sums] = await dataSource.query<{ spend: string; calls: string; failed: string; unpriced: string }[]>(
    `SELECT coalesce(sum(spend), 0)::text AS spend, coalesce(sum(calls), 0)::text AS calls,
            coalesce(sum(calls) FILTER (WHERE status <> 'success'), 0)::text AS failed,
            coalesce(sum(unpriced_calls), 0)::text AS unpriced
     FROM spend_hourly WHERE hour >= $1 AND hour < $2`,
    [from, to],
  );
  const { spend = '0', calls = '0', failed = '0', unpriced = '0' } = sums ?? {};
  const last = new Date(to.getTime() - 1).toISOString().slice(0, 10);
  const days = weekly ? `${from.toISOString().slice(0, 10)} to ${last}` : last;
  const lines = [
    `${formatUsd(BigInt(spend))} USD for ${calls} calls, of which ${failed} failed and ${unpriced} have no known price.`,
    ...(await dearest(
      dataSource,
      'Teams',
      'coalesce((SELECT team_alias FROM team t WHERE t.team_id = h.team_id), team_id)',
      from,
      to,
    )),
    ...(await dearest(dataSource, 'Models', 'model', from, to)),
  ];
  return {
    ...{ type: weekly ? 'spend_reports' : 'daily_reports', key, severity: 'info' },
    ...{ title: `Spend of ${days}: ${formatUsd(BigInt(spend))} USD`, text: lines.join('\n') },
    details: {
      ...{ from: from.toISOString(), to: to.toISOString(), spend: formatUsd(BigInt(spend)) },
      ...{ calls: Number(calls), failed_calls: Number(failed), unpriced_calls: Number(unpriced) },
    },
  };
}

async function dearest(
  dataSource: DataSource,
  what: string,
  name: string,
  from: Date,
  to: Date,
): Promise<string[]> {
  const rows = await dataSource.query<{ name: string | null; spend: string }[]>(
    `SELECT ${name} AS name, sum(spend)::text AS spend FROM spend_hourly h WHERE hour >= $1 AND hour < $2
     GROUP BY 1 HAVING sum(spend) > 0 ORDER BY sum(spend) DESC, 1 LIMIT ${ROWS_SHOWN}`,
    [from, to],
  );
  if (rows.length === 0) return [];
  return [
    `${what}: ${rows.map((row) => `${row.name ?? 'none'} ${formatUsd(BigInt(row.spend))}`).join(', ')}`,
  ];
}
