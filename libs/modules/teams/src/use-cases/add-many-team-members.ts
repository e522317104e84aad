import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type AddManyTeamMembersRequest, ok, type Result, type TeamMemberInput } from '@tollgate/core';
import { badRequest, notAllowed, picoOf, UNRESTRICTED_MEMBER } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type TeamMember, type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamChange } from './team-change.js';
import { TeamPeople } from './team-people.js';

/** More users than this are not added in one request. */
const EVERYBODY_MAX = 10_000;

/** What became of one member to be: a member now, or the reason why not. */
export type MemberAddition =
  | { readonly input: TeamMemberInput; readonly member: TeamMember }
  | { readonly input: TeamMemberInput; readonly error: string };

/** Adds many members in one transaction; who cannot be added keeps nobody else out. */
@Injectable()
export class AddManyTeamMembers {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
    private readonly people: TeamPeople,
  ) {}

  async run(
    request: AddManyTeamMembersRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers & { readonly additions: readonly MemberAddition[] }>> {
    const everybody = request.all_users ?? false;
    if (everybody === (request.members ?? []).length > 0)
      return badRequest('members', 'give members, or all_users');
    if (everybody && actor.caller.role !== 'proxy_admin')
      return notAllowed('Only a proxy admin may add every user (all_users).');
    let additions: readonly MemberAddition[] = [];
    const make = async (manager: EntityManager, { members }: TeamWithMembers) => {
      const inputs = everybody
        ? await this.people.everybody(manager, EVERYBODY_MAX)
        : ok(request.members ?? []);
      if (!inputs.ok) return inputs;
      additions = await this.additions(manager, inputs.value, { request, members, actor, now });
      await this.store.insertMembers(
        manager,
        additions.flatMap((addition) => ('member' in addition ? [addition.member] : [])),
      );
      return ok(null);
    };
    const result = await this.change.run(request.team_id, { action: 'updated', make }, actor, now);
    return result.ok ? ok({ ...result.value, additions }) : result;
  }

  private async additions(
    manager: EntityManager,
    inputs: readonly TeamMemberInput[],
    { request, members, actor, now }: Addition,
  ): Promise<MemberAddition[]> {
    const present = new Set(members.map(({ userId }) => userId));
    const additions: MemberAddition[] = [];
    for (const input of inputs) {
      const person = await this.people.personOf(manager, input, actor, now);
      if (!person.ok) {
        additions.push({ input, error: person.failure.message });
        continue;
      }
      const { userId } = person.value;
      if (present.has(userId)) {
        additions.push({ input, error: 'Is a member of this team already.' });
        continue;
      }
      present.add(userId);
      additions.push({ input, member: memberOf(request, userId, input.role, now) });
    }
    return additions;
  }
}

interface Addition {
  readonly request: AddManyTeamMembersRequest;
  readonly members: readonly TeamMember[];
  readonly actor: Actor;
  readonly now: Date;
}

function memberOf(
  { team_id: teamId, max_budget_in_team: budget }: AddManyTeamMembersRequest,
  userId: string,
  role: TeamMember['role'],
  now: Date,
): TeamMember {
  const limits = { ...UNRESTRICTED_MEMBER, maxBudget: picoOf(budget ?? null) };
  return { ...limits, teamId, userId, role, createdAt: now, updatedAt: now };
}
