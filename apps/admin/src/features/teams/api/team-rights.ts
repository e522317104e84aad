import { type TeamView } from '@tollgate/core';
import { useQuery } from '@tanstack/react-query';
import { organizationsQuery } from '../../organizations/api/list-organizations.js';
import { useAccess } from '../../session/api/access.js';

/** May the person at the screen manage a team: as an admin of the gateway, of the team, or of its organization? */
export function useManagesTeam(team: TeamView | undefined): boolean {
  const { isAdmin, userId } = useAccess();
  const { data: organizations } = useQuery({
    ...organizationsQuery,
    enabled: !isAdmin && typeof team?.organization_id === 'string',
  });
  if (!team) return false;
  const memberAs = team.members_with_roles.find((member) => member.user_id === userId)?.role;
  const organization = organizations?.find((each) => each.organization_id === team.organization_id);
  const organizationRole = organization?.members.find((member) => member.user_id === userId)?.user_role;
  return isAdmin || memberAs === 'admin' || organizationRole === 'org_admin';
}
