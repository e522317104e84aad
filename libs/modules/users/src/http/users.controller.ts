import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, type Caller, CurrentActor, CurrentCaller, orThrow } from '@tollgate/auth';
import { type ChangedUser, type UserInfo, type UserPage } from '@tollgate/core';
import { TeamReplies, TeamStore, teamViewOf } from '@tollgate/teams';
import { DeleteUsers } from '../use-cases/delete-users.js';
import { ListUsers } from '../use-cases/list-users.js';
import { ReadUser } from '../use-cases/read-user.js';
import { UpdateUser } from '../use-cases/update-user.js';
import { UserPageQueryDto, UserQueryDto } from './user-queries.dto.js';
import { DeleteUsersDto, UpdateUserDto } from './user-requests.dto.js';
import { userViewOf } from './user-view.js';

/** Users. Contract: management API §5; /user/new, which makes a key as well, is with the keys. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('user')
export class UsersController {
  constructor(
    private readonly updateUser: UpdateUser,
    private readonly deleteUsers: DeleteUsers,
    private readonly readUser: ReadUser,
    private readonly listUsers: ListUsers,
    private readonly teams: TeamStore,
    private readonly teamReplies: TeamReplies,
  ) {}

  @Post('update')
  @HttpCode(200)
  @Allow('self-key')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(@Body() body: UpdateUserDto, @CurrentActor() actor: Actor): Promise<ChangedUser> {
    const user = orThrow(await this.updateUser.run(body, actor, new Date()));
    const memberships = await this.teams.membershipsOf([user.userId]);
    const teams = memberships.map(({ teamId }) => teamId);
    return { user_id: user.userId, data: userViewOf(user, teams) };
  }

  @Post('delete')
  @HttpCode(200)
  @Header('content-type', 'application/json')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete users with their keys and memberships; replies how many' })
  async delete(@Body() body: DeleteUsersDto, @CurrentActor() actor: Actor): Promise<number> {
    return orThrow(await this.deleteUsers.run(body.user_ids, actor, new Date()));
  }

  @Get('info')
  @Allow('self-key')
  @ApiOperation({ summary: 'One user with its keys and teams; without user_id, the caller' })
  async info(@Query() query: UserQueryDto, @CurrentCaller() caller: Caller): Promise<UserInfo> {
    const { user, teams, keys } = orThrow(await this.readUser.run(query.user_id ?? null, caller));
    const emails = await this.teamReplies.emailsIn(teams);
    const aliases = new Map(teams.map(({ team }) => [team.teamId, team.teamAlias]));
    const ids = teams.map(({ team }) => team.teamId);
    return {
      user_id: user.userId,
      user_info: userViewOf(user, ids),
      keys: keys.map((key) => ({ ...key, team_alias: aliases.get(key.team_id ?? '') ?? 'None' })),
      teams: teams.map((team) => teamViewOf(team, emails)),
    };
  }

  @Get('list')
  @Allow('self-key')
  @ApiOperation({ summary: 'Users by page' })
  async list(@Query() query: UserPageQueryDto, @CurrentCaller() caller: Caller): Promise<UserPage> {
    const { users, total, page, size } = orThrow(await this.listUsers.run(query, caller));
    return {
      users: users.map(({ user, teams, organizations, keyCount }) => ({
        ...userViewOf(user, teams, organizations),
        key_count: keyCount,
      })),
      total,
      page,
      page_size: size,
      total_pages: Math.ceil(total / size),
    };
  }

  @Get('available_roles')
  @Allow('self-key')
  @ApiOperation({ summary: 'The roles a user may have' })
  availableRoles(): object {
    return ROLES;
  }
}

const ROLES = {
  proxy_admin: {
    description: 'Everything: keys, teams, users, models, settings.',
    ui_label: 'Admin (All Permissions)',
  },
  proxy_admin_viewer: { description: 'Sees everything, changes nothing.', ui_label: 'Admin (View Only)' },
  internal_user: {
    description: 'Makes, sees and deletes keys of its own; sees its own spend.',
    ui_label: 'Internal User (Create/Delete/View)',
  },
  internal_user_viewer: {
    description: 'Sees keys and spend of its own.',
    ui_label: 'Internal User (View Only)',
  },
} as const;
