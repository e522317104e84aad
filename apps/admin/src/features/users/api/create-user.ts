import { type NewUser, type NewUserRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /user/new. */
export function createUser(request: NewUserRequest): Promise<NewUser> {
  return write('POST', '/user/new', { body: request, expect: hasFields<NewUser>('user_id') });
}

export const useCreateUser = () => useWrite(createUser);
