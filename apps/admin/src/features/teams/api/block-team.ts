import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

export interface BlockTeam {
  teamId: string;
  blocked: boolean;
}

/** POST /team/block or /team/unblock: all keys of the team. */
export function blockTeam({ teamId, blocked }: BlockTeam): Promise<Record<string, unknown>> {
  const path = blocked ? '/team/block' : '/team/unblock';
  return write('POST', path, { body: { team_id: teamId }, expect: isRecord });
}

export const useBlockTeam = () => useWrite(blockTeam);
