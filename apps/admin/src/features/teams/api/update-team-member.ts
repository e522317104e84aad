import { type UpdateTeamMemberRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/member_update: role and limits of one member. */
export function updateTeamMember(request: UpdateTeamMemberRequest): Promise<Record<string, unknown>> {
  return write('POST', '/team/member_update', { body: request, expect: isRecord });
}

export const useUpdateTeamMember = () => useWrite(updateTeamMember);
