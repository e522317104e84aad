import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
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
  type ChangedTeam,
  INACTIVE_FIELDS_HEADER,
  type ListedTeam,
  type TeamInfo,
  type TeamView,
} from '@tollgate/core';
import { inactiveSpenderFieldsIn } from '@tollgate/organizations';
import { type Response } from 'express';
import { AvailableTeams } from '../use-cases/available-teams.js';
import { BlockTeam } from '../use-cases/block-team.js';
import { ChangeTeamModels } from '../use-cases/change-team-models.js';
import { CreateTeam } from '../use-cases/create-team.js';
import { DeleteTeams } from '../use-cases/delete-teams.js';
import { ListTeams } from '../use-cases/list-teams.js';
import { ReadTeam } from '../use-cases/read-team.js';
import { UpdateTeam } from '../use-cases/update-team.js';
import { TeamListQueryDto, TeamPageQueryDto, TeamQueryDto } from './team-queries.dto.js';
import { TeamReplies } from './team-replies.js';
import {
  DeleteTeamsDto,
  NamedTeamDto,
  NewTeamDto,
  TeamFieldsDto,
  TeamModelsDto,
  UpdateTeamDto,
} from './team-requests.dto.js';
import { membershipViewOf, teamViewOf } from './team-view.js';

/** Teams. Contract: management API §4. */
@ApiTags('teams')
@ApiBearerAuth()
@Controller('team')
@FailsInShape('B')
export class TeamsController {
  constructor(
    private readonly createTeam: CreateTeam,
    private readonly updateTeam: UpdateTeam,
    private readonly deleteTeams: DeleteTeams,
    private readonly readTeam: ReadTeam,
    private readonly listTeams: ListTeams,
    private readonly blockTeam: BlockTeam,
    private readonly changeModels: ChangeTeamModels,
    private readonly availableTeams: AvailableTeams,
    private readonly replies: TeamReplies,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Make a team; the caller is its first admin' })
  async create(
    @Body() body: NewTeamDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TeamView> {
    flagInactive(body, response);
    return this.replies.viewOf(orThrow(await this.createTeam.run(body, actor, new Date())));
  }

  @Post('update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(
    @Body() body: UpdateTeamDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangedTeam> {
    flagInactive(body, response);
    const team = orThrow(await this.updateTeam.run(body, actor, new Date()));
    return { team_id: body.team_id, data: await this.replies.viewOf(team) };
  }

  @Patch(':team_id')
  @Allow('self-managed')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears; metadata is merged' })
  async patch(
    @Param('team_id') teamId: string,
    @Body() body: TeamFieldsDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TeamView> {
    flagInactive(body, response);
    return this.replies.viewOf(orThrow(await this.updateTeam.patch(teamId, body, actor, new Date())));
  }

  @Post('delete')
  @HttpCode(200)
  @Header('content-type', 'application/json')
  @Allow('self-managed')
  @ApiOperation({ summary: 'Delete teams with their keys and memberships; replies how many' })
  async delete(@Body() body: DeleteTeamsDto, @CurrentActor() actor: Actor): Promise<number> {
    return orThrow(await this.deleteTeams.run(body.team_ids, actor, new Date()));
  }

  @Get('info')
  @Allow('self-key')
  @FailsInShape('A')
  @ApiOperation({ summary: 'One team with its keys and members' })
  async info(@Query() query: TeamQueryDto, @CurrentCaller() caller: Caller): Promise<TeamInfo> {
    const team = orThrow(await this.readTeam.run(query.team_id ?? null, caller));
    return {
      team_id: team.team.teamId,
      team_info: await this.replies.viewOf(team),
      keys: [...team.keys],
      team_memberships: team.members.map(membershipViewOf),
    };
  }

  @Get('list')
  @Allow('self-key')
  @ApiOperation({ summary: 'All teams with their keys and members, by alias' })
  async list(@Query() query: TeamListQueryDto, @CurrentCaller() caller: Caller): Promise<ListedTeam[]> {
    const teams = orThrow(await this.listTeams.all(query, caller));
    const emails = await this.replies.emailsIn(teams);
    return teams.map((each) => ({
      ...teamViewOf(each, emails),
      keys: [...each.keys],
      team_memberships: each.members.map(membershipViewOf),
    }));
  }

  /** Contract: hidden, for pickers of teams. */
  @Get('filter/ui')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Teams by part of their alias, or by id' })
  async filter(
    @Query() query: TeamPageQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<{ team_id: string; team_alias: string | null }[]> {
    const { teams } = orThrow(await this.listTeams.page(query, caller));
    return teams.map(({ team }) => ({ team_id: team.teamId, team_alias: team.teamAlias }));
  }

  @Get('available')
  @Allow('self-key')
  @ApiOperation({ summary: 'Teams that the caller may join by himself' })
  async available(@CurrentCaller() caller: Caller): Promise<TeamView[]> {
    return orThrow(await this.availableTeams.run(caller)).map((team) => teamViewOf(team));
  }

  @Post('block')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Stop all keys of a team' })
  async block(@Body() body: NamedTeamDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.blockTeam.run(body.team_id, true, actor, new Date())));
  }

  @Post('unblock')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Let the keys of a stopped team go on' })
  async unblock(@Body() body: NamedTeamDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.blockTeam.run(body.team_id, false, actor, new Date())));
  }

  @Post('model/add')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Let a team use more models' })
  async addModels(@Body() body: TeamModelsDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.changeModels.run('add', body, actor, new Date())));
  }

  @Post('model/delete')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Take models from a team' })
  async deleteModels(@Body() body: TeamModelsDto, @CurrentActor() actor: Actor): Promise<TeamView> {
    return this.replies.viewOf(orThrow(await this.changeModels.run('delete', body, actor, new Date())));
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = inactiveSpenderFieldsIn(body);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}
