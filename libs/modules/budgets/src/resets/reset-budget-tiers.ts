import {
  type BudgetCalendar,
  type BudgetRhythm,
  budgetWindow,
  calendarOf,
  EVERY_DAY,
  parseBudgetPeriod,
} from '@tollgate/core';
import { type DataSource, type EntityManager } from 'typeorm';
import { idOf, lockOrderOf, RESETTABLE_TABLES, type ResettableTable } from './resettable-tables.js';

interface DueBudget extends BudgetRhythm {
  readonly id: string;
  readonly budgetDuration: string;
  readonly resetAt: Date | null;
}

/** Ids of those whose window began, by table. */
export type ResetBorrowers = ReadonlyMap<string, readonly string[]>;

const DUE = `
  SELECT budget_id AS id, budget_duration AS "budgetDuration", budget_timezone AS "budgetTimezone",
    budget_week_start AS "budgetWeekStart", budget_reset_at AS "resetAt"
  FROM budget
  WHERE budget_duration IS NOT NULL AND (budget_reset_at IS NULL OR budget_reset_at <= $1)
  ORDER BY budget_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;

const BORROWING_TABLES = RESETTABLE_TABLES.filter(({ borrows }) => borrows !== undefined);

/**
 * Begins new windows of budgets that others borrow from, and with them the spend of borrowers that have no duration of their
 * own: as `resetDueBudgets`, one budget a transaction.
 */
export async function resetBudgetTiers(
  dataSource: DataSource,
  calendar: BudgetCalendar,
  now: Date,
): Promise<ResetBorrowers> {
  const done = new Map<string, string[]>();
  for (;;) {
    const reset = await dataSource.transaction(async (manager) => {
      const [due] = await manager.query<DueBudget[]>(DUE, [now]);
      return due ? resetOne(manager, due, calendar, now) : null;
    });
    if (reset === null) return done;
    for (const [table, ids] of reset) done.set(table, [...(done.get(table) ?? []), ...ids]);
  }
}

async function resetOne(
  manager: EntityManager,
  due: DueBudget,
  calendar: BudgetCalendar,
  now: Date,
): Promise<ResetBorrowers> {
  const period = parseBudgetPeriod(due.budgetDuration) ?? EVERY_DAY;
  const { start, end } = budgetWindow(period, now, calendarOf(due, calendar), due.resetAt);
  const since = due.resetAt && start;
  await manager.query(
    'UPDATE budget SET budget_reset_at = $2, spend_since = coalesce($3, spend_since) WHERE budget_id = $1',
    [due.id, end, since],
  );
  const reset = new Map<string, readonly string[]>();
  if (since === null) return reset;
  for (const table of BORROWING_TABLES) {
    const { lock, update } = statementsOf(table);
    await manager.query(lock, [due.id]);
    const [rows] = await manager.query<[{ id: string }[], number]>(update, [due.id, since]);
    if (rows.length > 0)
      reset.set(
        table.name,
        rows.map(({ id }) => id),
      );
  }
  return reset;
}

/** Rows are locked in the order in which the ledger locks them. */
function statementsOf(table: ResettableTable): { lock: string; update: string } {
  const { name, owns, borrows, hasCooldown } = table;
  const chosen = `${borrows ?? 'false'} AND entity.budget_duration IS NULL`;
  return {
    lock: `SELECT 1 FROM "${name}" AS entity WHERE ${chosen} ORDER BY ${lockOrderOf(table)} FOR NO KEY UPDATE`,
    update: `
      UPDATE "${name}" AS entity SET ${hasCooldown ? 'soft_budget_cooldown = false,' : ''} spend_since = $2, spend = coalesce((
        SELECT sum(event.cost) FROM spend_event AS event
        WHERE ${owns(idOf(table))} AND event.ended_at >= $2
          AND event.started_at >= $2::timestamptz - interval '1 day'), 0)
      WHERE ${chosen} RETURNING ${idOf(table)} AS id`,
  };
}
