import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  isJsonObject,
  type Result,
  type TeamFields,
  type UpdateTeamRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { badRequest, notAllowed, OrganizationStore } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { mergePatch } from '../domain/merge-patch.js';
import { teamChangesOf, teamFits } from '../domain/team-changes.js';
import { type Team, type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamChange } from './team-change.js';

/** What windows of members follow. */
const MEMBER_RHYTHM = ['memberBudgetDuration', 'budgetTimezone', 'budgetWeekStart'] as const;

/** Changes the fields a request holds, where null clears. */
@Injectable()
export class UpdateTeam {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
    private readonly organizations: OrganizationStore,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  run(request: UpdateTeamRequest, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    return this.write(request.team_id, () => request, actor, now);
  }

  /** The same, but for `metadata`, which is laid over what is there (RFC 7386: null takes a member away). */
  patch(teamId: string, fields: TeamFields, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    const { metadata } = fields;
    const merged = (team: Team): TeamFields =>
      isJsonObject(metadata) ? { ...fields, metadata: mergePatch(team.metadata, metadata) } : fields;
    return this.write(teamId, merged, actor, now);
  }

  private write(
    teamId: string,
    fieldsOf: (team: Team) => TeamFields,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers>> {
    return this.change.run(
      teamId,
      {
        action: 'updated',
        make: async (manager, { team }) => {
          const changes = teamChangesOf(fieldsOf(team), team, { now, calendar: this.calendar });
          if (!changes.ok) return changes;
          const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
          const fits = await this.fits(manager, team, { ...team, ...written }, actor);
          if (!fits.ok) return fits;
          await this.store.update(manager, team.teamId, written);
          if (MEMBER_RHYTHM.some((field) => field in written))
            await this.store.restartMemberWindows(manager, team.teamId);
          return fits;
        },
      },
      actor,
      now,
    );
  }

  /** A team moves only to an organization whose admin moves it; what caps it is not for its own admins to lift. */
  private async fits(
    manager: EntityManager,
    before: Team,
    after: Team,
    { caller }: Actor,
  ): Promise<Result<null>> {
    const { organizationId } = after;
    const organization = organizationId === null ? null : await this.organizations.findById(organizationId);
    const moves = organizationId !== null && organizationId !== before.organizationId;
    if (moves && !(await this.organizations.hold(manager, organizationId)))
      return badRequest('organization_id', 'There is no such organization');
    if (organizationId !== before.organizationId && caller.role !== 'proxy_admin') {
      const admin = await this.organizations.isAdmin(organizationId, caller.userId);
      if (!admin) return notAllowed('Only admins of the organization may move a team there.');
    }
    const raised = await this.liftsOwnCap(before, after, caller.role === 'proxy_admin', caller.userId);
    return raised ?? teamFits(after, organization);
  }

  private async liftsOwnCap(
    before: Team,
    after: Team,
    proxyAdmin: boolean,
    userId: string | null,
  ): Promise<Result<null> | null> {
    if (proxyAdmin || (await this.organizations.isAdmin(before.organizationId, userId))) return null;
    const caps = ['maxBudget', 'tpmLimit', 'rpmLimit', 'maxParallelRequests'] as const;
    const lifted = caps.find((cap) => isLifted(before[cap], after[cap]));
    if (lifted !== undefined)
      return notAllowed(`Admins of a team may lower what caps it, not raise it (${wire(lifted)}).`);
    if (before.blocked && !after.blocked) return notAllowed('Only a proxy admin may unblock a team.');
    const wider =
      before.models.length > 0 &&
      (after.models.length === 0 || after.models.some((model) => !before.models.includes(model)));
    return wider ? notAllowed('Admins of a team may narrow its models, not widen them (models).') : null;
  }
}

function isLifted(before: number | bigint | null, after: number | bigint | null): boolean {
  return before !== null && (after === null || after > before);
}

function wire(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
