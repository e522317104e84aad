import { type BudgetView, type UpdateBudgetRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /budget/update: writes the fields that are present; null clears. */
export function updateBudget(request: UpdateBudgetRequest): Promise<BudgetView> {
  return write('POST', '/budget/update', { body: request, expect: hasFields<BudgetView>('budget_id') });
}

export const useUpdateBudget = () => useWrite(updateBudget);
