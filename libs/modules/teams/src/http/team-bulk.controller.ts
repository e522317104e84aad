import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import {
  type ManyTeamMembersAdded,
  type TeamMemberAddition,
  type TeamPermissionsOfManyReply,
} from '@tollgate/core';
import { AddManyTeamMembers, type MemberAddition } from '../use-cases/add-many-team-members.js';
import { SetTeamPermissions } from '../use-cases/set-team-permissions.js';
import { TeamReplies } from './team-replies.js';
import { AddManyTeamMembersDto, TeamPermissionsOfManyDto } from './team-requests.dto.js';
import { membershipViewOf, teamViewOf } from './team-view.js';

/** Changes to many members or many teams. Contract: management API §4. */
@ApiTags('teams')
@ApiBearerAuth()
@Controller('team')
@FailsInShape('B')
export class TeamBulkController {
  constructor(
    private readonly addMembers: AddManyTeamMembers,
    private readonly setPermissions: SetTeamPermissions,
    private readonly replies: TeamReplies,
  ) {}

  @Post('bulk_member_add')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Add many members, or every user; replies what became of each' })
  async add(
    @Body() body: AddManyTeamMembersDto,
    @CurrentActor() actor: Actor,
  ): Promise<ManyTeamMembersAdded> {
    const { additions, ...team } = orThrow(await this.addMembers.run(body, actor, new Date()));
    const emails = await this.replies.emailsIn([team]);
    const results = additions.map((addition) => additionViewOf(addition, emails));
    const successful = results.filter(({ success }) => success).length;
    return {
      team_id: body.team_id,
      results,
      total_requested: results.length,
      successful_additions: successful,
      failed_additions: results.length - successful,
      updated_team: teamViewOf(team, emails),
    };
  }

  @Post('permissions_bulk_update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: "Let plain members do more with their teams' keys, in many teams at once" })
  async appendPermissions(
    @Body() body: TeamPermissionsOfManyDto,
    @CurrentActor() actor: Actor,
  ): Promise<TeamPermissionsOfManyReply> {
    const teams = orThrow(await this.setPermissions.append(body, actor, new Date()));
    return {
      message: `Permissions of ${teams.length} teams updated.`,
      teams_updated: teams.length,
      permissions_appended: [...new Set(body.permissions)],
    };
  }
}

function additionViewOf(addition: MemberAddition, emails: ReadonlyMap<string, string>): TeamMemberAddition {
  const { user_id: id, user_email: email } = addition.input;
  if ('error' in addition)
    return {
      ...{ user_id: id ?? null, user_email: email ?? null, success: false, error: addition.error },
      ...{ updated_user: null, updated_team_membership: null },
    };
  const user = { user_id: addition.member.userId, user_email: emails.get(addition.member.userId) ?? null };
  return {
    ...{ ...user, success: true, error: null },
    ...{ updated_user: user, updated_team_membership: membershipViewOf(addition.member) },
  };
}
