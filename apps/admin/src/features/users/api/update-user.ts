import { type UpdateUserRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /user/update: writes the fields that are present; null clears. */
export function updateUser(request: UpdateUserRequest): Promise<Record<string, unknown>> {
  return write('POST', '/user/update', { body: request, expect: isRecord });
}

export const useUpdateUser = () => useWrite(updateUser);
