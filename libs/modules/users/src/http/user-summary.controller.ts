import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller, orThrow } from '@tollgate/auth';
import { ReadUser } from '../use-cases/read-user.js';
import { UserQueryDto } from './user-queries.dto.js';
import { userViewOf } from './user-view.js';

/** One user without keys. Contract: management API §5. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('v2/user')
export class UserSummaryController {
  constructor(private readonly readUser: ReadUser) {}

  @Get('info')
  @Allow('self-key')
  @ApiOperation({ summary: 'One user, without keys; without user_id, the caller' })
  async info(@Query() query: UserQueryDto, @CurrentCaller() caller: Caller): Promise<object> {
    const { user, teams } = orThrow(await this.readUser.run(query.user_id ?? null, caller));
    const view = userViewOf(
      user,
      teams.map(({ team }) => team.teamId),
    );
    return {
      user_id: view.user_id,
      user_email: view.user_email,
      user_alias: view.user_alias,
      user_role: view.user_role,
      spend: view.spend,
      max_budget: view.max_budget,
      models: view.models,
      budget_duration: view.budget_duration,
      budget_reset_at: view.budget_reset_at,
      metadata: view.metadata,
      created_at: view.created_at,
      updated_at: view.updated_at,
      sso_user_id: view.sso_user_id,
      teams: view.teams,
    };
  }
}
