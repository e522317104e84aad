import { type ChangedTeam, type UpdateTeamRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/update: writes the fields that are present; null clears. */
export function updateTeam(request: UpdateTeamRequest): Promise<ChangedTeam> {
  return write('POST', '/team/update', { body: request, expect: hasFields<ChangedTeam>('team_id') });
}

export const useUpdateTeam = () => useWrite(updateTeam);
