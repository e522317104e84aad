import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type PicoUsd, type Result, type TeamMemberInput, type TeamRole } from '@tollgate/core';
import { badRequest, People, type Person, UNRESTRICTED_MEMBER } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type TeamMember } from '../domain/team.js';

/** Members to be, and the limits they all get. */
export interface NewMembers {
  readonly teamId: string;
  readonly inputs: readonly TeamMemberInput[];
  readonly limits?: Partial<
    Pick<TeamMember, 'allowedModels' | 'budgetDuration' | 'tpmLimit' | 'rpmLimit'>
  > & {
    readonly maxBudget?: PicoUsd | null;
  };
}

/** Turns the people a request names into members of a team, making users that do not exist yet. */
@Injectable()
export class TeamPeople {
  constructor(private readonly people: People) {}

  /** One member a user, in the order of the request; whoever is named twice is the higher of the two. */
  async members(
    manager: EntityManager,
    { teamId, inputs, limits }: NewMembers,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamMember[]>> {
    const roles = new Map<string, TeamRole>();
    for (const input of inputs) {
      const person = await this.personOf(manager, input, actor, now);
      if (!person.ok) return person;
      const { userId } = person.value;
      roles.set(userId, roles.get(userId) === 'admin' ? 'admin' : input.role);
    }
    return ok(
      [...roles].map(([userId, role]) => ({
        ...UNRESTRICTED_MEMBER,
        ...limits,
        teamId,
        userId,
        role,
        createdAt: now,
        updatedAt: now,
      })),
    );
  }

  /** The user that a request names, made when there is none. */
  personOf(
    manager: EntityManager,
    input: TeamMemberInput,
    actor: Actor,
    now: Date,
  ): Promise<Result<Person>> | Result<Person> {
    const name = { userId: input.user_id || null, email: input.user_email || null };
    return name.userId === null && name.email === null
      ? badRequest('user_id', 'name each member by user_id or user_email')
      : this.people.ensure(manager, name, actor, now);
  }

  /** Every user there is, as plain members; 400 when there are more than `limit`. */
  async everybody(manager: EntityManager, limit: number): Promise<Result<TeamMemberInput[]>> {
    const people = await this.people.everybody(manager, limit + 1);
    if (people.length > limit)
      return badRequest('all_users', `there are more than ${limit} users; add them by members, in parts`);
    return ok(people.map(({ userId }) => ({ role: 'user' as const, user_id: userId })));
  }
}
