import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, type Caller, CurrentActor, CurrentCaller, orThrow } from '@tollgate/auth';
import { type BulkUpdatedUsers, type UserSeats, type UserUpdateOutcome } from '@tollgate/core';
import { TeamStore } from '@tollgate/teams';
import { UserStore } from '../store/user-store.js';
import { BulkUpdateUsers, type UserUpdate } from '../use-cases/bulk-update-users.js';
import { ListUsers } from '../use-cases/list-users.js';
import { UserFilterQueryDto } from './user-queries.dto.js';
import { BulkUpdateUsersDto } from './user-requests.dto.js';
import { userViewOf } from './user-view.js';

/** Many users at once: changes, a count, and a list for pickers. Contract: management API §5. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('user')
export class UserBulkController {
  constructor(
    private readonly bulkUpdate: BulkUpdateUsers,
    private readonly listUsers: ListUsers,
    private readonly users: UserStore,
    private readonly teams: TeamStore,
  ) {}

  @Post('bulk_update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change many users, or all; replies what became of each' })
  async update(@Body() body: BulkUpdateUsersDto, @CurrentActor() actor: Actor): Promise<BulkUpdatedUsers> {
    const updates = orThrow(await this.bulkUpdate.run(body, actor, new Date()));
    const ids = updates.flatMap(({ outcome }) => (outcome.ok ? [outcome.value.userId] : []));
    const memberships = await this.teams.membershipsOf(ids);
    const teamsOf = new Map(ids.map((id) => [id, [] as string[]]));
    for (const { userId, teamId } of memberships) teamsOf.get(userId)?.push(teamId);
    const results = updates.map((update) => outcomeOf(update, teamsOf));
    return {
      results,
      total_requested: results.length,
      successful_updates: ids.length,
      failed_updates: results.length - ids.length,
    };
  }

  @Get('available_users')
  @Allow('admin-read')
  @ApiOperation({ summary: 'How many users there are; there is no limit to them' })
  async seats(): Promise<UserSeats> {
    return {
      total_users: null,
      total_users_used: await this.users.count(),
      total_users_remaining: null,
    };
  }

  /** Contract: hidden, for pickers of users. */
  @Get('filter/ui')
  @Allow('self-key')
  @ApiOperation({ summary: 'Users by part of their id or address, of those the caller may list' })
  async filter(
    @Query() query: UserFilterQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<{ user_id: string; user_email: string | null }[]> {
    const { user_id: id, ...rest } = query;
    const asked = { ...rest, ...(id ? { user_ids: id } : {}), sort_by: 'user_email' as const };
    const { users } = orThrow(await this.listUsers.run(asked, caller));
    return users.map(({ user }) => ({ user_id: user.userId, user_email: user.userEmail }));
  }
}

function outcomeOf(
  { request, outcome }: UserUpdate,
  teamsOf: ReadonlyMap<string, string[]>,
): UserUpdateOutcome {
  if (outcome.ok) {
    const view = userViewOf(outcome.value, teamsOf.get(outcome.value.userId) ?? []);
    const { user_id, user_email } = view;
    return { user_id, user_email, success: true, error: null, updated_user: view };
  }
  return {
    user_id: request.user_id ?? null,
    user_email: request.user_email ?? null,
    success: false,
    error: outcome.failure.message,
    updated_user: null,
  };
}
