import { type BudgetCalendar, budgetWindow, EVERY_DAY, parseBudgetPeriod } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { formerTokensOf } from './former-tokens.js';

interface DueBudget {
  readonly id: string;
  readonly duration: string;
  readonly resetAt: Date | null;
}

const DUE = `
  SELECT budget_id AS id, budget_duration AS duration, budget_reset_at AS "resetAt" FROM budget
  WHERE budget_duration IS NOT NULL AND (budget_reset_at IS NULL OR budget_reset_at <= $1)
  ORDER BY budget_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;

/** Keys are locked in the order in which the ledger locks them. */
const LOCK_KEYS = `
  SELECT 1 FROM virtual_key WHERE budget_id = $1 AND budget_duration IS NULL ORDER BY token COLLATE "C" FOR NO KEY UPDATE`;

const RESET_KEYS = `
  UPDATE virtual_key AS key SET spend_since = $2, spend = coalesce((
    SELECT sum(event.cost) FROM spend_event AS event
    WHERE (event.key_hash = key.token OR event.key_hash IN (${formerTokensOf('key.token')}))
      AND event.ended_at >= $2 AND event.started_at >= $2 - interval '1 day'), 0)
  WHERE budget_id = $1 AND budget_duration IS NULL RETURNING token`;

/**
 * Begins new windows of budgets that keys borrow from, and with them the spend of those keys that have no duration of their
 * own: as `resetDueBudgets`, one budget a transaction.
 * @returns hashes of the keys.
 */
export async function resetBudgetTiers(
  dataSource: DataSource,
  calendar: BudgetCalendar,
  now: Date,
): Promise<string[]> {
  const tokens: string[] = [];
  for (;;) {
    const reset = await dataSource.transaction(async (manager) => {
      const [due] = await manager.query<DueBudget[]>(DUE, [now]);
      if (!due) return null;
      const period = parseBudgetPeriod(due.duration) ?? EVERY_DAY;
      const { start, end } = budgetWindow(period, now, calendar, due.resetAt);
      const since = due.resetAt && start;
      await manager.query(
        'UPDATE budget SET budget_reset_at = $2, spend_since = coalesce($3, spend_since) WHERE budget_id = $1',
        [due.id, end, since],
      );
      if (since === null) return [];
      await manager.query(LOCK_KEYS, [due.id]);
      const [rows] = await manager.query<[{ token: string }[], number]>(RESET_KEYS, [due.id, since]);
      return rows.map(({ token }) => token);
    });
    if (reset === null) return tokens;
    tokens.push(...reset);
  }
}
