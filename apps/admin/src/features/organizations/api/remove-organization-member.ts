import { type NamedOrganizationMemberRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** DELETE /organization/member_delete. */
export function removeOrganizationMember(
  request: NamedOrganizationMemberRequest,
): Promise<Record<string, unknown>> {
  return write('DELETE', '/organization/member_delete', { body: request, expect: isRecord });
}

export const useRemoveOrganizationMember = () => useWrite(removeOrganizationMember);
