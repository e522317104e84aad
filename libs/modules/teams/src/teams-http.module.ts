import { Global, Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OrganizationsModule, OrganizationTeams } from '@tollgate/organizations';
import { TeamBulkController } from './http/team-bulk.controller.js';
import { TeamMembersController } from './http/team-members.controller.js';
import { TeamPageController } from './http/team-page.controller.js';
import { TeamReplies } from './http/team-replies.js';
import { TeamsController } from './http/teams.controller.js';
import { TeamsModule } from './teams.module.js';
import { AddManyTeamMembers } from './use-cases/add-many-team-members.js';
import { AddTeamMembers } from './use-cases/add-team-members.js';
import { AvailableTeams } from './use-cases/available-teams.js';
import { BlockTeam } from './use-cases/block-team.js';
import { ChangeTeamModels } from './use-cases/change-team-models.js';
import { CreateTeam } from './use-cases/create-team.js';
import { DeleteTeams } from './use-cases/delete-teams.js';
import { ListTeams } from './use-cases/list-teams.js';
import { ReadTeam } from './use-cases/read-team.js';
import { RemoveTeamMember } from './use-cases/remove-team-member.js';
import { SetTeamPermissions } from './use-cases/set-team-permissions.js';
import { TeamChange } from './use-cases/team-change.js';
import { TeamPeople } from './use-cases/team-people.js';
import { TeamStandings } from './use-cases/team-standings.js';
import { TeamsOfOrganizations } from './use-cases/teams-of-organizations.js';
import { UpdateTeamMember } from './use-cases/update-team-member.js';
import { UpdateTeam } from './use-cases/update-team.js';

/**
 * The routes under /team. The application provides `DataSource`, `TenantChangePublisher`, `TeamSettings`, and the ports
 * `People` and `OwnedKeys` globally; organizations find their teams through what it exports.
 */
@Global()
@Module({
  imports: [AuditModule, OrganizationsModule, TeamsModule],
  controllers: [TeamsController, TeamMembersController, TeamBulkController, TeamPageController],
  providers: [
    TeamStandings,
    TeamChange,
    TeamPeople,
    TeamReplies,
    { provide: OrganizationTeams, useClass: TeamsOfOrganizations },
    ...[
      CreateTeam,
      UpdateTeam,
      DeleteTeams,
      ReadTeam,
      ListTeams,
      BlockTeam,
      ChangeTeamModels,
      AvailableTeams,
    ],
    ...[AddTeamMembers, AddManyTeamMembers, RemoveTeamMember, UpdateTeamMember, SetTeamPermissions],
  ],
  exports: [TeamReplies, OrganizationTeams],
})
export class TeamsHttpModule {}
