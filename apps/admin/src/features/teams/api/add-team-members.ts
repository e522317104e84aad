import { type AddTeamMembersRequest, type TeamWithNewMembers } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/member_add: users that do not exist are made. */
export function addTeamMembers(request: AddTeamMembersRequest): Promise<TeamWithNewMembers> {
  return write('POST', '/team/member_add', {
    body: request,
    expect: hasFields<TeamWithNewMembers>('team_id', 'updated_users'),
  });
}

export const useAddTeamMembers = () => useWrite(addTeamMembers);
