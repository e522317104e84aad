import { type DeleteBudgetRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /budget/delete: who borrowed from it keeps limits of its own. */
export function deleteBudget(request: DeleteBudgetRequest): Promise<Record<string, unknown>> {
  return write('POST', '/budget/delete', { body: request, expect: isRecord });
}

export const useDeleteBudget = () => useWrite(deleteBudget);
