import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { type KeyDetails, ok, type Result } from '@tollgate/core';
import { notAllowed, notFound, OwnedKeys } from '@tollgate/organizations';
import { TeamStore, type TeamWithMembers } from '@tollgate/teams';
import { type User } from '../domain/user.js';
import { UserStore } from '../store/user-store.js';

const KEYS_MAX = 10_000;

export interface UserAndOwned {
  readonly user: User;
  readonly teams: readonly TeamWithMembers[];
  readonly keys: readonly KeyDetails[];
}

/** Shows a user with its keys and teams: anybody to admins, himself to a user. */
@Injectable()
export class ReadUser {
  constructor(
    private readonly store: UserStore,
    private readonly teams: TeamStore,
    private readonly keys: OwnedKeys,
  ) {}

  /** @param userId null: the caller. */
  async run(userId: string | null, caller: Caller): Promise<Result<UserAndOwned>> {
    const id = userId ?? caller.userId;
    if (!seesEverything(caller) && id !== caller.userId) return notAllowed('You may only read yourself.');
    const user = id === null ? null : await this.store.findById(id);
    if (!user) return notFound('User', 'user_id');
    const teams = await this.teamsOf(user.userId);
    return ok({ user, teams, keys: await this.keys.of('user', [user.userId], KEYS_MAX) });
  }

  private async teamsOf(userId: string): Promise<TeamWithMembers[]> {
    const ids = (await this.teams.membershipsOf([userId])).map((member) => member.teamId);
    const [teams, members] = await Promise.all([this.teams.findByIds(ids), this.teams.membersOf(ids)]);
    return teams.map((team) => ({ team, members: members.filter((each) => each.teamId === team.teamId) }));
  }
}
