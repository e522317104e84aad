import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import {
  badRequest,
  notFound,
  orRefusal,
  OwnedKeys,
  TenantChangePublisher,
  Undone,
} from '@tollgate/organizations';
import { type Project } from '../domain/project.js';
import { ProjectStore } from '../store/project-store.js';
import { ProjectRemoval } from './project-removal.js';

/** Deletes projects that no key is in any more. All or none; the route is for proxy admins. */
@Injectable()
export class DeleteProjects {
  constructor(
    private readonly store: ProjectStore,
    private readonly removal: ProjectRemoval,
    private readonly keys: OwnedKeys,
    private readonly changes: TenantChangePublisher,
  ) {}

  async run(ids: readonly string[], actor: Actor, now: Date): Promise<Result<Project[]>> {
    const unique = [...new Set(ids)];
    const result = await orRefusal(
      this.store.transaction(async (manager) => {
        const projects = await this.store.lock(manager, unique, 'delete');
        if (projects.length < unique.length) throw new Undone(notFound('Project', 'project_ids'));
        const counts = await this.keys.countOf('project', unique);
        const inUse = projects.find(({ projectId }) => (counts.get(projectId) ?? 0) > 0);
        if (inUse)
          throw new Undone(
            badRequest(
              'project_ids',
              `${counts.get(inUse.projectId)} keys are in project ${inUse.projectId}; delete or move them first`,
            ),
          );
        await this.removal.remove(manager, projects, actor, now);
        return ok(projects);
      }),
    );
    if (result.ok) this.changes.ownersChanged('project', unique);
    return result;
  }
}
