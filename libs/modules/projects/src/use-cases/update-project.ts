import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  ok,
  type Result,
  type UpdateProjectRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { auditViewOf, notFound, TenantChangePublisher } from '@tollgate/organizations';
import { type Team } from '@tollgate/teams';
import { type EntityManager } from 'typeorm';
import { fitsInto, projectChangesOf } from '../domain/project-changes.js';
import { type Project } from '../domain/project.js';
import { ProjectStore } from '../store/project-store.js';
import { ProjectStandings } from './project-standings.js';

/** Changes the fields a request holds, where null clears; the team stays. For who runs the team. */
@Injectable()
export class UpdateProject {
  constructor(
    private readonly store: ProjectStore,
    private readonly standings: ProjectStandings,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: UpdateProjectRequest, actor: Actor, now: Date): Promise<Result<Project>> {
    const found = await this.store.findById(request.project_id);
    if (!found) return notFound('Project', 'project_id');
    const team = await this.standings.administered(found.teamId, actor.caller, 'Project');
    if (!team.ok) return team;
    const result = await this.store.transaction((manager) =>
      this.change(manager, request, team.value, actor, now),
    );
    if (result.ok) this.changes.ownersChanged('project', [request.project_id]);
    return result;
  }

  private async change(
    manager: EntityManager,
    request: UpdateProjectRequest,
    team: Team,
    actor: Actor,
    now: Date,
  ): Promise<Result<Project>> {
    const [before] = await this.store.lock(manager, [request.project_id]);
    if (!before) return notFound('Project', 'project_id');
    const changes = projectChangesOf(request, before, { now, calendar: this.calendar });
    if (!changes.ok) return changes;
    const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
    const after = { ...before, ...written };
    const fits = fitsInto(after, team, 'team');
    if (!fits.ok) return fits;
    await this.store.update(manager, before.projectId, written);
    await this.audit.record(manager, [
      {
        ...{ actor, at: now, action: 'updated', objectType: 'project', objectId: before.projectId },
        ...{ before: auditViewOf(before), after: auditViewOf(after) },
      },
    ]);
    return ok(after);
  }
}
