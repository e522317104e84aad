import { type AddOrganizationMembersRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /organization/member_add: users that do not exist are made. */
export function addOrganizationMembers(
  request: AddOrganizationMembersRequest,
): Promise<Record<string, unknown>> {
  return write('POST', '/organization/member_add', { body: request, expect: isRecord });
}

export const useAddOrganizationMembers = () => useWrite(addOrganizationMembers);
