import { type TeamPermissionsRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /team/permissions_update. */
export function updateTeamPermissions(request: TeamPermissionsRequest): Promise<Record<string, unknown>> {
  return write('POST', '/team/permissions_update', { body: request, expect: isRecord });
}

export const useUpdateTeamPermissions = () => useWrite(updateTeamPermissions);
