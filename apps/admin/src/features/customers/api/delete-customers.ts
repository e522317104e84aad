import { type CustomerIds, type DeletedCustomers } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /customer/delete: all of them or none. */
export function deleteCustomers(request: CustomerIds): Promise<DeletedCustomers> {
  return write('POST', '/customer/delete', {
    body: request,
    expect: hasFields<DeletedCustomers>('deleted_customers'),
  });
}

export const useDeleteCustomers = () => useWrite(deleteCustomers);
