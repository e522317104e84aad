import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type AddTeamMembersRequest, ok, type Result, type TeamMemberInput } from '@tollgate/core';
import { given, picoOf, refuseMember, withoutAbsent } from '@tollgate/organizations';
import { type TeamMember, type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { isAdmin, TeamChange } from './team-change.js';
import { TeamPeople } from './team-people.js';
import { TeamSettings } from './team-settings.js';

/** A team, and those of its members who are new. */
export interface TeamAndNewMembers extends TeamWithMembers {
  readonly added: readonly TeamMember[];
}

/** Adds members. Who is in the team already stays as it is; when all are, that is a refusal. */
@Injectable()
export class AddTeamMembers {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
    private readonly people: TeamPeople,
    private readonly settings: TeamSettings,
  ) {}

  async run(request: AddTeamMembersRequest, actor: Actor, now: Date): Promise<Result<TeamAndNewMembers>> {
    const inputs = Array.isArray(request.member) ? request.member : [request.member];
    const joining = this.isJoining(request, inputs, actor);
    let added: readonly TeamMember[] = [];
    const result = await this.change.run(
      request.team_id,
      {
        action: 'updated',
        may: (standing) => isAdmin(standing) || joining,
        make: async (manager, { members }) => {
          const named = await this.people.members(
            manager,
            { teamId: request.team_id, inputs, limits: memberLimitsOf(request) },
            actor,
            now,
          );
          if (!named.ok) return named;
          const present = new Set(members.map((member) => member.userId));
          added = named.value.filter((member) => !present.has(member.userId));
          if (added.length === 0) return refuseMember('All of them are members of this team already.');
          await this.store.insertMembers(manager, added);
          return ok(null);
        },
      },
      actor,
      now,
    );
    return result.ok ? ok({ ...result.value, added }) : result;
  }

  /** Anybody may join a team that the configuration offers: himself, as a plain member, without limits of his choice. */
  private isJoining(
    request: AddTeamMembersRequest,
    inputs: readonly TeamMemberInput[],
    { caller }: Actor,
  ): boolean {
    const [only] = inputs;
    return (
      inputs.length === 1 &&
      only?.role === 'user' &&
      caller.userId !== null &&
      only.user_id === caller.userId &&
      !only.user_email &&
      Object.keys(memberLimitsOf(request)).length === 0 &&
      (this.settings.availableTeams ?? []).includes(request.team_id)
    );
  }
}

/** The limits of a member that a request holds. */
export function memberLimitsOf(request: Omit<AddTeamMembersRequest, 'team_id' | 'member'>) {
  return withoutAbsent({
    maxBudget: given(request.max_budget_in_team, picoOf),
    budgetDuration: request.budget_duration,
    // The worker begins the window of another duration.
    budgetResetAt: given(request.budget_duration, () => null),
    tpmLimit: request.tpm_limit,
    rpmLimit: request.rpm_limit,
    allowedModels: given(request.allowed_models, (models) => models ?? []),
  });
}
