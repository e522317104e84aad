import { type TeamView } from '@tollgate/core';
import { shortId, StatusBadge } from '@tollgate/ui';

/** What people call a team. */
export function nameOfTeam(team: Pick<TeamView, 'team_id' | 'team_alias'>): string {
  return team.team_alias ?? shortId(team.team_id);
}

/** Are the keys of a team answered now? */
export function TeamStatusBadge({ team }: { team: Pick<TeamView, 'blocked' | 'spend' | 'max_budget'> }) {
  if (team.blocked) return <StatusBadge tone="negative">Blocked</StatusBadge>;
  if (team.max_budget !== null && team.spend >= team.max_budget)
    return <StatusBadge tone="warning">Over budget</StatusBadge>;
  return <StatusBadge tone="positive">Active</StatusBadge>;
}
