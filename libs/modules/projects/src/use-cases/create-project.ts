import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type NewProjectRequest,
  ok,
  type Result,
  UTC_CALENDAR,
} from '@tollgate/core';
import { auditViewOf, badRequest, notFound, TenantChangePublisher } from '@tollgate/organizations';
import { fitsInto, projectChangesOf } from '../domain/project-changes.js';
import { type Project, UNRESTRICTED_PROJECT } from '../domain/project.js';
import { projectConflictOf, ProjectStore } from '../store/project-store.js';
import { ProjectStandings } from './project-standings.js';

/** Makes a project within a team and within its limits. For who runs the team. */
@Injectable()
export class CreateProject {
  constructor(
    private readonly store: ProjectStore,
    private readonly standings: ProjectStandings,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: NewProjectRequest, actor: Actor, now: Date): Promise<Result<Project>> {
    const team = await this.standings.administered(request.team_id, actor.caller, 'Team');
    if (!team.ok) return team;
    const changes = projectChangesOf(request, UNRESTRICTED_PROJECT, { now, calendar: this.calendar });
    if (!changes.ok) return changes;
    const by = actor.caller.userId;
    const project: Project = {
      ...UNRESTRICTED_PROJECT,
      ...changes.value,
      projectId: request.project_id || randomUUID(),
      teamId: team.value.teamId,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    };
    const fits = fitsInto(project, team.value, 'team');
    if (!fits.ok) return fits;
    const stored = await this.insert(project, actor, now);
    // Keys may have named the project before it existed.
    if (stored.ok) this.changes.ownersChanged('project', [project.projectId]);
    return stored;
  }

  private async insert(project: Project, actor: Actor, now: Date): Promise<Result<Project>> {
    try {
      await this.store.transaction(async (manager) => {
        await this.store.insert(manager, project);
        await this.audit.record(manager, [
          {
            ...{ actor, at: now, action: 'created', objectType: 'project', objectId: project.projectId },
            ...{ before: null, after: auditViewOf(project) },
          },
        ]);
      });
      return ok(project);
    } catch (error) {
      switch (projectConflictOf(error)) {
        case 'id taken':
          return badRequest('project_id', 'A project with this project_id exists already');
        case 'no such team':
          return notFound('Team', 'team_id');
        case null:
          throw error;
      }
    }
  }
}
