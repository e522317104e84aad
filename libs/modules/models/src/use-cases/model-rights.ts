import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { notAllowed, notFound, OrganizationStore } from '@tollgate/organizations';
import { standingOf, TeamStore } from '@tollgate/teams';

/** May everything · may do what a team's admins may. */
export type ModelRight = 'proxy' | 'team';

/** Who may change a model: proxy admins, and of a team's model its admins. */
@Injectable()
export class ModelRights {
  constructor(
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
  ) {}

  /** @param teamId whose model it is, or is to be; null: everybody's. */
  async over(teamId: string | null, caller: Caller): Promise<Result<ModelRight>> {
    const isProxyAdmin = caller.role === 'proxy_admin';
    if (teamId === null)
      return isProxyAdmin
        ? ok('proxy')
        : notAllowed('Only a proxy admin may change models that are not of a team.');
    const team = await this.teams.findById(teamId);
    if (!team) return notFound('Team', 'model_info.team_id');
    if (isProxyAdmin) return ok('proxy');
    const members = await this.teams.membersOf([teamId]);
    const organizationAdmin = await this.organizations.isAdmin(team.organizationId, caller.userId);
    const standing = standingOf(caller, { team, members }, organizationAdmin);
    if (standing === 'none') return notFound('Team', 'model_info.team_id');
    return standing === 'admin'
      ? ok('team')
      : notAllowed("Only admins of the team may change the team's models.");
  }
}
