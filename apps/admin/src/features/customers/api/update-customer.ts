import { type CustomerView, type UpdateCustomerRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /customer/update: writes the fields that are present; null clears. */
export function updateCustomer(request: UpdateCustomerRequest): Promise<CustomerView> {
  return write('POST', '/customer/update', { body: request, expect: hasFields<CustomerView>('user_id') });
}

export const useUpdateCustomer = () => useWrite(updateCustomer);
