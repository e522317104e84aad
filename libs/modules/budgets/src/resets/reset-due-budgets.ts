import { type AuditStore } from '@tollgate/audit';
import {
  type BudgetCalendar,
  type BudgetRhythm,
  budgetWindow,
  calendarOf,
  EVERY_DAY,
  parseBudgetPeriod,
  toUsdNumber,
} from '@tollgate/core';
import { type DataSource, type EntityManager } from 'typeorm';
import { idOf, isOf, lockOrderOf, type ResettableTable, rhythmOf } from './resettable-tables.js';
import { SCHEDULE } from './schedule.js';

/** Rows a transaction resets: the ledger waits for them meanwhile. */
const BATCH = 200;
/** A call may run so long: what it cost counts in the window it ended in, though it began before. */
const LONGEST_CALL = '1 day';

interface DueRow extends BudgetRhythm {
  readonly id: string;
  readonly budgetDuration: string;
  readonly resetAt: Date | null;
  readonly spend: string;
}

interface Reset extends DueRow {
  /** The window that begins; null: the budget had none, and only gets one. */
  readonly since: Date | null;
  readonly next: Date;
}

/**
 * Gives every budget of a table whose window is over a new one: spend becomes what calls that ended in the new window cost
 * so far, never a plain zero, so nothing that was spent meanwhile is wiped. Missed windows count as one. Safe to run twice and
 * by several workers: a row that another one holds is left to it.
 * @returns ids of the rows that were reset.
 */
export async function resetDueBudgets(
  dataSource: DataSource,
  audit: Pick<AuditStore, 'record'>,
  table: ResettableTable,
  calendar: BudgetCalendar,
  now: Date,
): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const resets = await dataSource.transaction((manager) =>
      resetBatch(manager, audit, table, calendar, now),
    );
    done.push(...resets.filter(({ since }) => since !== null).map(({ id }) => id));
    if (resets.length < BATCH) return done;
  }
}

async function resetBatch(
  manager: EntityManager,
  audit: Pick<AuditStore, 'record'>,
  table: ResettableTable,
  calendar: BudgetCalendar,
  now: Date,
): Promise<Reset[]> {
  const due = await manager.query<DueRow[]>(dueQuery(table), [now, BATCH]);
  const resets = due.map((row): Reset => {
    const period = parseBudgetPeriod(row.budgetDuration) ?? EVERY_DAY;
    const window = budgetWindow(period, now, calendarOf(row, calendar), row.resetAt);
    return { ...row, since: row.resetAt && window.start, next: window.end };
  });
  if (resets.length === 0) return [];
  const after = await manager.query<{ id: string; spend: string }[]>(resetQuery(table), [
    resets.map(({ id }) => id),
    resets.map(({ since }) => since),
    resets.map(({ next }) => next),
  ]);
  const spends = new Map(after.map(({ id, spend }) => [id, spend]));
  const changed = resets.filter(({ since, spend }) => since !== null && spend !== '0');
  await audit.record(
    manager,
    changed.map((reset) => ({
      actor: SCHEDULE,
      at: now,
      action: 'updated' as const,
      objectType: table.name,
      objectId: reset.id,
      before: { spend: usd(reset.spend), budget_reset_at: reset.resetAt?.toISOString() ?? null },
      after: { spend: usd(spends.get(reset.id) ?? '0'), budget_reset_at: reset.next.toISOString() },
    })),
  );
  return resets;
}

/** Rows whose window is over, and those that have a duration but no window yet. */
function dueQuery(table: ResettableTable): string {
  const { join, duration, timezone, weekStart } = rhythmOf(table);
  return `
    SELECT ${idOf(table)} AS id, ${duration} AS "budgetDuration", ${timezone} AS "budgetTimezone",
      ${weekStart} AS "budgetWeekStart", entity.budget_reset_at AS "resetAt", entity.spend::text AS spend
    FROM "${table.name}" AS entity ${join}
    WHERE ${duration} IS NOT NULL AND (entity.budget_reset_at IS NULL OR entity.budget_reset_at <= $1)
    ORDER BY ${lockOrderOf(table)} LIMIT $2 FOR NO KEY UPDATE OF entity SKIP LOCKED`;
}

function resetQuery(table: ResettableTable): string {
  return `
    UPDATE "${table.name}" AS entity SET
      budget_reset_at = due.next,
      spend_since = coalesce(due.since, entity.spend_since),
      ${table.hasCooldown ? 'soft_budget_cooldown = entity.soft_budget_cooldown AND due.since IS NULL,' : ''}
      spend = CASE WHEN due.since IS NULL THEN entity.spend ELSE coalesce((
        SELECT sum(event.cost) FROM spend_event AS event
        WHERE ${table.owns('due.id')} AND event.ended_at >= due.since
          AND event.started_at >= due.since - interval '${LONGEST_CALL}'), 0) END
    FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS due (id, since, next)
    WHERE ${isOf(table, 'due.id')}
    RETURNING due.id, entity.spend::text AS spend`;
}

function usd(pico: string): number {
  return toUsdNumber(BigInt(pico));
}
