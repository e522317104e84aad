import { type NewTeamRequest, type TeamView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/new. */
export function createTeam(request: NewTeamRequest): Promise<TeamView> {
  return write('POST', '/team/new', { body: request, expect: hasFields<TeamView>('team_id') });
}

export const useCreateTeam = () => useWrite(createTeam);
