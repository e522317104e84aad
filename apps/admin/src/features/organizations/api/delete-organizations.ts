import { type DeleteOrganizationsRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** DELETE /organization/delete: with their teams, keys and memberships. */
export function deleteOrganizations(request: DeleteOrganizationsRequest): Promise<unknown> {
  return write('DELETE', '/organization/delete', { body: request, expect: anyReply });
}

export const useDeleteOrganizations = () => useWrite(deleteOrganizations);
