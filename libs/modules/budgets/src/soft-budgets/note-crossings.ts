import { type DataSource } from 'typeorm';
import { SOFT_BUDGET_TABLES, type SoftBudgetTable } from './soft-budget-owners.js';

/**
 * Notes who has spent as much as their soft budget since the last time, once in a window and for each amount: a budget that is
 * raised and reached again is noted again. Safe to run twice and by several workers.
 * @returns how many were noted.
 */
export async function noteSoftBudgetCrossings(dataSource: DataSource, now: Date): Promise<number> {
  let noted = 0;
  for (const table of SOFT_BUDGET_TABLES) {
    const rows = await dataSource.query<unknown[]>(noteQuery(table), [now]);
    noted += rows.length;
  }
  await dataSource.query(MARK_KEYS);
  return noted;
}

function noteQuery(owner: SoftBudgetTable): string {
  return `
    INSERT INTO soft_budget_crossing
      (id, owner_kind, owner_id, owner_name, since, soft_budget, max_budget, spend, crossed_at)
    SELECT gen_random_uuid(), '${owner.kind}', id, name, since, soft_budget, max_budget, spend, $1::timestamptz
    FROM (${reachedOf(owner)}) AS reached
    WHERE NOT EXISTS (SELECT FROM soft_budget_crossing AS noted WHERE noted.owner_kind = '${owner.kind}'
      AND noted.owner_id = reached.id AND noted.since = reached.since AND noted.soft_budget = reached.soft_budget)
    ON CONFLICT DO NOTHING RETURNING id`;
}

/** Rows with a soft budget, of their own or borrowed, that is used up. */
function reachedOf({ table, id, name, borrows }: SoftBudgetTable): string {
  const columns = `${id} AS id, ${name} AS name, entity.spend, coalesce(entity.spend_since, to_timestamp(0)) AS since`;
  const own = `
    SELECT ${columns}, entity.soft_budget, entity.max_budget
    FROM "${table}" AS entity WHERE entity.soft_budget IS NOT NULL AND entity.spend >= entity.soft_budget`;
  if (borrows === undefined) return own;
  return `${own}
    UNION ALL SELECT ${columns}, budget.soft_budget, coalesce(entity.max_budget, budget.max_budget)
    FROM budget JOIN "${table}" AS entity ON ${borrows}
    WHERE budget.soft_budget IS NOT NULL AND entity.soft_budget IS NULL AND entity.spend >= budget.soft_budget`;
}

/** `soft_budget_cooldown` of keys: in this window it has been told. Locked in the order in which the ledger locks keys. */
const MARK_KEYS = `
  WITH told AS (
    SELECT token FROM virtual_key AS entity
    WHERE NOT soft_budget_cooldown AND token IN (
      SELECT token FROM virtual_key WHERE soft_budget IS NOT NULL
      UNION ALL SELECT token FROM budget JOIN virtual_key USING (budget_id) WHERE budget.soft_budget IS NOT NULL
    ) AND EXISTS (
      SELECT FROM soft_budget_crossing AS noted
      LEFT JOIN budget ON budget.budget_id = entity.budget_id
      WHERE noted.owner_kind = 'key' AND noted.owner_id = coalesce(entity.counter_id, entity.token)
        AND noted.since = coalesce(entity.spend_since, to_timestamp(0))
        AND noted.soft_budget = coalesce(entity.soft_budget, budget.soft_budget))
    ORDER BY token COLLATE "C" FOR NO KEY UPDATE OF entity
  )
  UPDATE virtual_key SET soft_budget_cooldown = true FROM told WHERE virtual_key.token = told.token`;
