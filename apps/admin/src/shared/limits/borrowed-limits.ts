import { type BorrowedBudgetView, type SpenderView } from '@tollgate/core';
import { type LimitRow } from './limits-table.js';

type Borrower = SpenderView & { litellm_budget_table: BorrowedBudgetView | null };

/** The limits in force for a customer or a tag: its own, and where it has none those it borrows. */
export function limitsInForce(view: Borrower): Omit<LimitRow, 'scope' | 'name'> {
  const borrowed = view.litellm_budget_table;
  return {
    spend: view.spend,
    max_budget: view.max_budget ?? borrowed?.max_budget ?? null,
    budget_duration: view.budget_duration ?? borrowed?.budget_duration ?? null,
    budget_reset_at: view.budget_reset_at ?? borrowed?.budget_reset_at ?? null,
    rpm_limit: view.rpm_limit ?? borrowed?.rpm_limit ?? null,
    tpm_limit: view.tpm_limit ?? borrowed?.tpm_limit ?? null,
    max_parallel_requests: view.max_parallel_requests ?? borrowed?.max_parallel_requests ?? null,
  };
}
