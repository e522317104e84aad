import { type PicoUsd } from '@tollgate/core';
import { type Spender, UNRESTRICTED_SPENDER } from '@tollgate/organizations';

/** A spender that may borrow from a budget the limits it has none of itself. */
export interface Borrower extends Spender {
  /** The budget to borrow from. */
  readonly budgetId: string | null;
}

/** A borrower nobody restricted, with what it has spent already. */
export function unrestrictedBorrower(by: string | null, now: Date, spend: PicoUsd = 0n): Borrower {
  return {
    ...UNRESTRICTED_SPENDER,
    spend,
    budgetId: null,
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    updatedBy: by,
  };
}
