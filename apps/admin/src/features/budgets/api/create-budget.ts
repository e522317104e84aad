import { type BudgetView, type NewBudgetRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /budget/new. */
export function createBudget(request: NewBudgetRequest): Promise<BudgetView> {
  return write('POST', '/budget/new', { body: request, expect: hasFields<BudgetView>('budget_id') });
}

export const useCreateBudget = () => useWrite(createBudget);
