import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  type Caller,
  CurrentActor,
  CurrentCaller,
  FailsInShape,
  orThrow,
} from '@tollgate/auth';
import {
  DEFAULT_MEMBER_PERMISSIONS,
  type OwnTeamMembership,
  TEAM_MEMBER_PERMISSIONS,
  type TeamPermissionsView,
  type TeamView,
  type TeamWithNewMembers,
} from '@tollgate/core';
import { AddTeamMembers } from '../use-cases/add-team-members.js';
import { ReadTeam } from '../use-cases/read-team.js';
import { RemoveTeamMember } from '../use-cases/remove-team-member.js';
import { SetTeamPermissions } from '../use-cases/set-team-permissions.js';
import { UpdateTeamMember } from '../use-cases/update-team-member.js';
import { TeamQueryDto } from './team-queries.dto.js';
import { TeamReplies } from './team-replies.js';
import {
  AddTeamMembersDto,
  NamedTeamMemberDto,
  TeamPermissionsDto,
  UpdateTeamMemberDto,
} from './team-requests.dto.js';
import { membershipViewOf, teamViewOf } from './team-view.js';

/** Who is in a team, as what, and what plain members may do. Contract: management API §4. */
@ApiTags('teams')
@ApiBearerAuth()
@Controller('team')
@FailsInShape('B')
export class TeamMembersController {
  constructor(
    private readonly addMembers: AddTeamMembers,
    private readonly removeMember: RemoveTeamMember,
    private readonly updateMember: UpdateTeamMember,
    private readonly setPermissions: SetTeamPermissions,
    private readonly readTeam: ReadTeam,
    private readonly replies: TeamReplies,
  ) {}

  @Post('member_add')
  @HttpCode(200)
  @Allow('self-managed')
  @FailsInShape('A')
  @ApiOperation({ summary: 'Add members; users that do not exist are made' })
  async add(@Body() body: AddTeamMembersDto, @CurrentActor() actor: Actor): Promise<TeamWithNewMembers> {
    const team = orThrow(await this.addMembers.run(body, actor, new Date()));
    const emails = await this.replies.emailsIn([team]);
    return {
      ...teamViewOf(team, emails),
      updated_users: team.added.map(({ userId }) => ({
        user_id: userId,
        user_email: emails.get(userId) ?? null,
      })),
      updated_team_memberships: team.added.map(membershipViewOf),
    };
  }

  @Post('member_delete')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Take a member out of a team' })
  async remove(@Body() body: NamedTeamMemberDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.removeMember.run(body, actor, new Date())));
  }

  @Post('member_update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: "Change a member's role and limits" })
  async update(@Body() body: UpdateTeamMemberDto, @CurrentActor() actor: Actor): Promise<object> {
    orThrow(await this.updateMember.run(body, actor, new Date()));
    return {
      user_id: body.user_id ?? null,
      user_email: body.user_email ?? null,
      team_id: body.team_id,
      max_budget_in_team: body.max_budget_in_team ?? null,
      tpm_limit: body.tpm_limit ?? null,
      rpm_limit: body.rpm_limit ?? null,
      allowed_models: body.allowed_models ?? null,
    };
  }

  @Get(':team_id/members/me')
  @Allow('self-key')
  @ApiOperation({ summary: 'What the caller is in a team, and what it spent there' })
  async own(@Param('team_id') teamId: string, @CurrentCaller() caller: Caller): Promise<OwnTeamMembership> {
    const { team, member } = orThrow(await this.readTeam.membership(teamId, caller));
    const emails = await this.replies.emailsIn([{ team, members: [member] }]);
    const user_email = emails.get(member.userId) ?? null;
    return { ...membershipViewOf(member), role: member.role, user_email, team_alias: team.teamAlias };
  }

  @Get('permissions_list')
  @Allow('self-key')
  @ApiOperation({ summary: "What plain members may do with the team's keys" })
  async permissions(
    @Query() query: TeamQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<TeamPermissionsView> {
    const { team } = orThrow(await this.readTeam.run(query.team_id ?? null, caller));
    const set = team.memberPermissions;
    return {
      team_id: team.teamId,
      team_member_permissions: set.length > 0 ? set : [...DEFAULT_MEMBER_PERMISSIONS],
      all_available_permissions: TEAM_MEMBER_PERMISSIONS,
    };
  }

  @Post('permissions_update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: "Set what plain members may do with the team's keys" })
  async updatePermissions(@Body() body: TeamPermissionsDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.setPermissions.run(body, actor, new Date())));
  }
}
