import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller, orThrow } from '@tollgate/auth';
import { type TeamPage } from '@tollgate/core';
import { ListTeams } from '../use-cases/list-teams.js';
import { TeamPageQueryDto } from './team-queries.dto.js';
import { TeamReplies } from './team-replies.js';
import { deletionViewOf, teamViewOf } from './team-view.js';

/** Teams by page. Contract: management API §4. */
@ApiTags('teams')
@ApiBearerAuth()
@Controller('v2/team')
export class TeamPageController {
  constructor(
    private readonly listTeams: ListTeams,
    private readonly replies: TeamReplies,
  ) {}

  @Get('list')
  @Allow('self-key')
  @ApiOperation({ summary: 'Teams by page; deleted ones with status=deleted' })
  async list(@Query() query: TeamPageQueryDto, @CurrentCaller() caller: Caller): Promise<TeamPage> {
    const { teams, total, page, size } = orThrow(await this.listTeams.page(query, caller));
    const emails = await this.replies.emailsIn(teams);
    return {
      teams: teams.map((each) => ({
        ...teamViewOf(each, emails),
        members_count: each.members.length,
        keys_count: each.keyCount,
        ...deletionViewOf(each.team),
      })),
      total,
      page,
      page_size: size,
      total_pages: Math.ceil(total / size),
    };
  }
}
