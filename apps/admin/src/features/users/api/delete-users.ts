import { type DeleteUsersRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /user/delete: users go with their keys and memberships. */
export function deleteUsers(request: DeleteUsersRequest): Promise<unknown> {
  return write('POST', '/user/delete', { body: request, expect: anyReply });
}

export const useDeleteUsers = () => useWrite(deleteUsers);
