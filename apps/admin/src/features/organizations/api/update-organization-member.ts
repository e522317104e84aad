import { type UpdateOrganizationMemberRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** PATCH /organization/member_update: a member's role. */
export function updateOrganizationMember(
  request: UpdateOrganizationMemberRequest,
): Promise<Record<string, unknown>> {
  return write('PATCH', '/organization/member_update', { body: request, expect: isRecord });
}

export const useUpdateOrganizationMember = () => useWrite(updateOrganizationMember);
