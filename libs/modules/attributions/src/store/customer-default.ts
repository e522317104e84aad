import { type PicoUsd } from '@tollgate/core';
import { type DataSource } from 'typeorm';

/** The budget of customers that have none of their own. */
export interface CustomerDefault {
  /** Whose limits and windows they borrow. */
  readonly budgetId: string | null;
  readonly maxBudget: PicoUsd | null;
}

/** Keeps what the configuration says of all customers where the worker finds it as well; null: they have no budget. */
export async function storeCustomerDefault(
  dataSource: DataSource,
  given: CustomerDefault | null,
): Promise<void> {
  if (given === null) {
    await dataSource.query('DELETE FROM customer_default');
    return;
  }
  await dataSource.query(
    `INSERT INTO customer_default (id, budget_id, max_budget) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET budget_id = excluded.budget_id, max_budget = excluded.max_budget`,
    [given.budgetId, given.maxBudget?.toString() ?? null],
  );
}
