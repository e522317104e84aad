import { type NamedTeamMemberRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/member_delete: the member's keys of the team stop. */
export function removeTeamMember(request: NamedTeamMemberRequest): Promise<Record<string, unknown>> {
  return write('POST', '/team/member_delete', { body: request, expect: isRecord });
}

export const useRemoveTeamMember = () => useWrite(removeTeamMember);
