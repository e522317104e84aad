import { type CustomerView, type NewCustomerRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /customer/new. */
export function createCustomer(request: NewCustomerRequest): Promise<CustomerView> {
  return write('POST', '/customer/new', { body: request, expect: hasFields<CustomerView>('user_id') });
}

export const useCreateCustomer = () => useWrite(createCustomer);
