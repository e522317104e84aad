import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { auditViewOf } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type Project } from '../domain/project.js';
import { ProjectStore } from '../store/project-store.js';

/** Removes projects that are locked, within a transaction of the caller's, with an audit entry of each. */
@Injectable()
export class ProjectRemoval {
  constructor(
    private readonly store: ProjectStore,
    private readonly audit: AuditStore,
  ) {}

  async remove(manager: EntityManager, projects: readonly Project[], actor: Actor, now: Date): Promise<void> {
    if (projects.length === 0) return;
    await this.store.delete(
      manager,
      projects.map(({ projectId }) => projectId),
    );
    await this.audit.record(
      manager,
      projects.map((project) => ({
        ...{ actor, at: now, action: 'deleted' as const, objectType: 'project' },
        ...{ objectId: project.projectId, before: auditViewOf(project), after: null },
      })),
    );
  }
}
