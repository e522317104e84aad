import { type Duration } from '@tollgate/core';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Month, monthOf, monthOfPartition, monthsLater, partitionOf } from './month.js';
import { PARTITION_LOCK, partitions } from './month-partitions.js';

/** Why a month that is kept long enough is still there. */
export interface KeptMonth {
  readonly month: string;
  readonly reason: string;
}

export interface RetentionOutcome {
  /** `2026-01` … */
  readonly dropped: readonly string[];
  readonly kept: readonly KeptMonth[];
}

interface MonthFigures {
  calls: string;
  spend: string;
  rollupCalls: string;
  rollup: string;
  pending: string;
}

/** From when on rows are kept, when they are kept for a duration. */
export function keptSince(duration: Duration, now: Date): Date {
  if (duration.unit === 'ms') return new Date(now.getTime() - duration.milliseconds);
  return monthsLater(monthOf(now), -duration.months).first;
}

/**
 * Drops the rows of every month that was over at a time, one month a transaction. Only a month whose rollup
 * is done, and equals its rows, goes: its hours are closed first, so that reports by the hour and the day stay as they were.
 */
export async function dropExpiredMonths(
  dataSource: DataSource,
  before: Date,
  now: Date,
): Promise<RetentionOutcome> {
  const dropped: string[] = [];
  const kept: KeptMonth[] = [];
  for (const month of await expiredMonths(dataSource, before)) {
    const name = month.first.toISOString().slice(0, 7);
    const reason = await dataSource.transaction((manager) => dropMonth(manager, month, now));
    if (reason === null) dropped.push(name);
    else kept.push({ month: name, reason });
  }
  return { dropped, kept };
}

/** Months that have rows and were over before a time, oldest first. */
async function expiredMonths(dataSource: DataSource, before: Date): Promise<Month[]> {
  const months = (await partitions(dataSource.manager))
    .map(monthOfPartition)
    .filter((month) => month !== null && month.end <= before);
  const stray = await dataSource.query<{ first: Date }[]>(
    `SELECT DISTINCT date_trunc('month', started_at, 'UTC') AS first FROM spend_event_default WHERE started_at < $1`,
    [before],
  );
  const all = [...months, ...stray.map(({ first }) => monthOf(first))].filter((month) => month !== null);
  const unique = new Map(all.map((month) => [month.first.getTime(), month]));
  return [...unique.values()]
    .filter(({ end }) => end <= before)
    .sort((a, b) => a.first.getTime() - b.first.getTime());
}

/** @returns why it cannot be dropped yet; null when it is. */
async function dropMonth(manager: EntityManager, month: Month, now: Date): Promise<string | null> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
  const figures = await figuresOf(manager, month);
  if (figures.pending !== '0') return `${figures.pending} hour(s) wait for their rollup`;
  if (figures.spend !== figures.rollup || figures.calls !== figures.rollupCalls)
    return `its rows (${figures.calls} calls, ${figures.spend} pico-USD) are not what the rollup holds (${figures.rollupCalls}, ${figures.rollup})`;
  await closeHours(manager, month);
  await manager.query(
    `INSERT INTO spend_dropped_month AS dropped (month, calls, spend, dropped_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (month) DO UPDATE SET calls = dropped.calls + excluded.calls,
       spend = dropped.spend + excluded.spend, dropped_at = excluded.dropped_at`,
    [month.first.toISOString().slice(0, 10), figures.calls, figures.spend, now],
  );
  const span = [month.first, month.end];
  await manager.query('DELETE FROM spend_event_default WHERE started_at >= $1 AND started_at < $2', span);
  for (const table of ['spend_adjustment', 'spend_adjusted'])
    await manager.query(`DELETE FROM ${table} WHERE event_started_at >= $1 AND event_started_at < $2`, span);
  if ((await partitions(manager)).includes(partitionOf(month)))
    await manager.query(`DROP TABLE ${partitionOf(month)}`);
  return null;
}

/** The rows of a month that are still there, and what is open of its rollup; closed hours belong to rows dropped before. */
async function figuresOf(manager: EntityManager, month: Month): Promise<MonthFigures> {
  const [figures] = await manager.query<MonthFigures[]>(
    `SELECT
       (SELECT count(*)::text FROM spend_event WHERE started_at >= $1 AND started_at < $2) AS calls,
       (SELECT coalesce(sum(cost), 0)::text FROM spend_call WHERE started_at >= $1 AND started_at < $2) AS spend,
       (SELECT coalesce(sum(calls), 0)::text FROM spend_hourly
        WHERE hour >= $1 AND hour < $2 AND position > 0) AS "rollupCalls",
       (SELECT coalesce(sum(spend), 0)::text FROM spend_hourly
        WHERE hour >= $1 AND hour < $2 AND position > 0) AS rollup,
       (SELECT count(DISTINCT hour)::text FROM spend_pending_hour WHERE hour >= $1 AND hour < $2) AS pending`,
    [month.first, month.end],
  );
  if (!figures) throw new Error('A sum has no row.');
  return figures;
}

/**
 * Hours whose rows go keep what was summed: closed rows of the rollup have positions below 0, and are never made anew. A call
 * that comes after that makes rows of its own beside them.
 */
async function closeHours(manager: EntityManager, month: Month): Promise<void> {
  await manager.query(
    `UPDATE spend_hourly AS open SET position = closed.least - open.position
     FROM (SELECT hour, least(min(position), 0) AS least FROM spend_hourly
           WHERE hour >= $1 AND hour < $2 GROUP BY hour) AS closed
     WHERE open.hour = closed.hour AND open.position > 0`,
    [month.first, month.end],
  );
}
