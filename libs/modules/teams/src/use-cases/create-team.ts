import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type Failure,
  type NewTeamRequest,
  ok,
  type Result,
  type TeamMemberInput,
  UTC_CALENDAR,
} from '@tollgate/core';
import {
  badRequest,
  type BudgetClock,
  OrganizationStore,
  TenantChangePublisher,
  UNRESTRICTED_MEMBER,
  Undone,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { teamChangesOf, teamFits } from '../domain/team-changes.js';
import { type Team, type TeamMember, type TeamWithMembers, UNRESTRICTED_TEAM } from '../domain/team.js';
import { isTeamIdTaken, TeamStore } from '../store/team-store.js';
import { teamAuditViewOf } from './team-change.js';
import { TeamPeople } from './team-people.js';

/** Makes a team; who makes it is its first admin. For proxy admins, and for admins of the organization it is to be in. */
@Injectable()
export class CreateTeam {
  constructor(
    private readonly store: TeamStore,
    private readonly organizations: OrganizationStore,
    private readonly people: TeamPeople,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: NewTeamRequest, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    const team = teamOf(request, actor, { now, calendar: this.calendar });
    if (!team.ok) return team;
    const allowed = await this.allowed(team.value, actor);
    if (!allowed.ok) return allowed;
    try {
      const made = await this.store.transaction((manager) =>
        this.insert(manager, team.value, inputsOf(request), actor, now),
      );
      // Keys may have named the team before it existed.
      if (made.ok) this.changes.ownersChanged('team', [team.value.teamId]);
      return made;
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      if (isTeamIdTaken(error)) return badRequest('team_id', 'A team with this team_id exists already');
      throw error;
    }
  }

  private async allowed(team: Team, { caller }: Actor): Promise<Result<null>> {
    const { organizationId } = team;
    const organization = organizationId === null ? null : await this.organizations.findById(organizationId);
    const mayCreate =
      caller.role === 'proxy_admin' || (await this.organizations.isAdmin(organizationId, caller.userId));
    if (!mayCreate) return { ok: false, failure: NOT_ALLOWED };
    if (organizationId !== null && !organization)
      return badRequest('organization_id', 'There is no such organization');
    return teamFits(team, organization);
  }

  private async insert(
    manager: EntityManager,
    team: Team,
    inputs: readonly TeamMemberInput[],
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers>> {
    const { organizationId } = team;
    if (organizationId !== null && !(await this.organizations.hold(manager, organizationId)))
      throw new Undone(badRequest('organization_id', 'There is no such organization'));
    await this.store.insert(manager, team);
    const named = await this.people.members(manager, { teamId: team.teamId, inputs }, actor, now);
    if (!named.ok) throw new Undone(named);
    const members = withCreator(named.value, team, actor, now);
    await this.store.insertMembers(manager, members);
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'created',
        objectType: 'team',
        objectId: team.teamId,
        before: null,
        after: teamAuditViewOf({ team, members }),
      },
    ]);
    return ok({ team, members });
  }
}

function teamOf(request: NewTeamRequest, actor: Actor, clock: BudgetClock): Result<Team> {
  const { now } = clock;
  const changes = teamChangesOf(request, UNRESTRICTED_TEAM, clock);
  if (!changes.ok) return changes;
  const { userId } = actor.caller;
  return ok({
    ...UNRESTRICTED_TEAM,
    ...changes.value,
    teamId: request.team_id || randomUUID(),
    createdAt: now,
    createdBy: userId,
    updatedAt: now,
    updatedBy: userId,
  });
}

function inputsOf(request: NewTeamRequest): TeamMemberInput[] {
  return [
    ...(request.members_with_roles ?? []),
    ...(request.admins ?? []).map((id) => ({ role: 'admin' as const, user_id: id })),
    ...(request.members ?? []).map((id) => ({ role: 'user' as const, user_id: id })),
  ];
}

function withCreator(members: TeamMember[], { teamId }: Team, actor: Actor, now: Date): TeamMember[] {
  const { userId } = actor.caller;
  if (userId === null || members.some((member) => member.userId === userId)) return members;
  const creator = { ...UNRESTRICTED_MEMBER, teamId, userId, role: 'admin' as const };
  return [...members, { ...creator, createdAt: now, updatedAt: now }];
}

const NOT_ALLOWED: Failure = {
  class: 'AuthenticationError',
  message: 'Only proxy admins, and admins of the organization it is made in, may make a team.',
  param: null,
};
