import { SOFT_BUDGET_TABLES } from '@tollgate/budgets';

/**
 * Rows `kind, id, name, spend, max_budget, since, resets_at` of everybody who has a budget, of their own or borrowed, and has
 * spent something; amounts in pico-USD; `since` null: spend that never began anew.
 */
export const WATCHED_BUDGETS = SOFT_BUDGET_TABLES.map(({ kind, table, id, name, borrows }) => {
  const own = (column: string) =>
    borrows === undefined ? `entity.${column}` : `coalesce(entity.${column}, budget.${column})`;
  return `SELECT '${kind}' AS kind, ${id} AS id, ${name} AS name, entity.spend, ${own('max_budget')} AS max_budget,
                 ${own('spend_since')} AS since, ${own('budget_reset_at')} AS resets_at
          FROM "${table}" AS entity ${borrows === undefined ? '' : `LEFT JOIN budget ON ${borrows}`}
          WHERE entity.spend > 0 AND ${own('max_budget')} > 0`;
}).join('\nUNION ALL\n');
