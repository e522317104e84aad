import { type BudgetRhythm, type JsonObject, type PicoUsd } from '@tollgate/core';

/** Limits under a name, which keys that have none of their own borrow. Times are UTC. */
export interface Budget extends BudgetRhythm {
  readonly budgetId: string;
  readonly maxBudget: PicoUsd | null;
  readonly softBudget: PicoUsd | null;
  readonly maxParallelRequests: number | null;
  readonly tpmLimit: number | null;
  readonly rpmLimit: number | null;
  readonly modelMaxBudget: JsonObject | null;
  readonly budgetResetAt: Date | null;
  /** When the current window began. */
  readonly spendSince: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** What a request may set. */
export type BudgetChanges = Partial<
  Pick<
    Budget,
    | 'maxBudget'
    | 'softBudget'
    | 'maxParallelRequests'
    | 'tpmLimit'
    | 'rpmLimit'
    | 'modelMaxBudget'
    | 'budgetDuration'
    | 'budgetTimezone'
    | 'budgetWeekStart'
    | 'budgetResetAt'
  >
>;
