import { type DeleteTeamsRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/delete: the team goes with its keys and memberships. */
export function deleteTeams(request: DeleteTeamsRequest): Promise<unknown> {
  return write('POST', '/team/delete', { body: request, expect: anyReply });
}

export const useDeleteTeams = () => useWrite(deleteTeams);
