import { formatUsd, type ExportTieOut, type PicoUsd } from '@tollgate/core';
import { Conditions } from '../reports/conditions.js';
import { addScope } from '../scope/spend-scope.js';
import { type ExportOrder } from './export-order.js';
import { type Snapshot } from './snapshot.js';

/** Pico-USD and calls of a period, summed from its calls. */
export interface LedgerFigures {
  readonly spend: PicoUsd;
  readonly calls: number;
  readonly unpricedCalls: number;
  /** What a file by tags has above that, for calls with several tags. */
  readonly countedAgain: PicoUsd;
  readonly callsCountedAgain: number;
  /** The whole hours of the period whose rollup is not due any more: the rollup's sum, and that of the same hours' calls. */
  readonly rollup: PicoUsd;
  readonly rollupEvents: PicoUsd;
}

/** What was written to the file. */
export interface FileFigures {
  readonly spend: PicoUsd;
  readonly calls: number;
}

/** Reads the figures a file is held against, in the snapshot that the file is written from. */
export async function readLedger(snapshot: Snapshot, order: ExportOrder): Promise<LedgerFigures> {
  const events = inPeriod(order, 'started_at', order.period.from, order.period.to);
  const [whole] = await snapshot.query<
    Record<'spend' | 'calls' | 'unpriced' | 'again' | 'callsAgain', string>
  >(
    `SELECT coalesce(sum(cost), 0)::text AS spend, count(*)::text AS calls,
            count(*) FILTER (WHERE cost IS NULL)::text AS unpriced,
            coalesce(sum(cost * more), 0)::text AS again, coalesce(sum(more), 0)::text AS "callsAgain"
     FROM (SELECT cost, ${order.groupBy.includes('tag') ? TAGS_BEYOND_ONE : '0'} AS more
           FROM spend_call ${events.where()}) AS calls`,
    events.parameters,
  );
  if (!whole) throw new Error('A sum has no row.');
  return {
    spend: BigInt(whole.spend),
    calls: Number(whole.calls),
    unpricedCalls: Number(whole.unpriced),
    countedAgain: BigInt(whole.again),
    callsCountedAgain: Number(whole.callsAgain),
    rollup: await sumOf(snapshot, order, 'spend_hourly', 'hour', 'spend'),
    rollupEvents: await sumOf(snapshot, order, 'spend_call', 'started_at', 'cost'),
  };
}

const TAGS_BEYOND_ONE = `greatest((SELECT count(DISTINCT tag) FROM unnest(tags) AS tag) - 1, 0)`;

/** A file is handed out only when events = rollup = file. */
export function tieOut(ledger: LedgerFigures, file: FileFigures): ExportTieOut {
  const tied =
    file.spend === ledger.spend + ledger.countedAgain &&
    file.calls === ledger.calls + ledger.callsCountedAgain &&
    ledger.rollup === ledger.rollupEvents;
  return {
    events_usd: formatUsd(ledger.spend),
    rollup_usd: formatUsd(ledger.rollup),
    rollup_events_usd: formatUsd(ledger.rollupEvents),
    file_usd: formatUsd(file.spend),
    counted_again_usd: formatUsd(ledger.countedAgain),
    tied,
  };
}

/** Sum over the whole UTC hours of the period that no mark says are due for the rollup. */
async function sumOf(
  snapshot: Snapshot,
  order: ExportOrder,
  table: string,
  time: string,
  amount: string,
): Promise<PicoUsd> {
  const { from, to } = wholeHours(order);
  const conditions = inPeriod(order, time, from, to).addSql(
    `date_trunc('hour', ${time}, 'UTC') NOT IN (SELECT hour FROM spend_pending_hour)`,
  );
  const [row] = await snapshot.query<{ sum: string }>(
    `SELECT coalesce(sum(${amount}), 0)::text AS sum FROM ${table} ${conditions.where()}`,
    conditions.parameters,
  );
  return BigInt(row?.sum ?? '0');
}

const HOUR_MS = 3_600_000;

/** A zone whose midnight is at half past an hour of UTC cuts hours at both ends, which the rollup cannot tell apart. */
function wholeHours({ period }: ExportOrder): { from: string; to: string } {
  const from = Math.ceil(Date.parse(period.from) / HOUR_MS) * HOUR_MS;
  const to = Math.floor(Date.parse(period.to) / HOUR_MS) * HOUR_MS;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function inPeriod(order: ExportOrder, time: string, from: string, to: string): Conditions {
  const conditions = new Conditions()
    .add(`${time} >= ?::timestamptz`, from)
    .add(`${time} < ?::timestamptz`, to);
  return addScope(conditions, order.scope);
}
