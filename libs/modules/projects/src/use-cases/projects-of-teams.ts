import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { TeamProjects } from '@tollgate/teams';
import { type EntityManager } from 'typeorm';
import { ProjectStore } from '../store/project-store.js';
import { ProjectRemoval } from './project-removal.js';

/** Projects, for the teams they are in. */
@Injectable()
export class ProjectsOfTeams extends TeamProjects {
  constructor(
    private readonly store: ProjectStore,
    private readonly removal: ProjectRemoval,
  ) {
    super();
  }

  async deleteOf(manager: EntityManager, teamIds: readonly string[], actor: Actor, now: Date): Promise<void> {
    const ids = await this.store.idsOfTeams(manager, teamIds);
    if (ids.length === 0) return;
    await this.removal.remove(manager, await this.store.lock(manager, ids, 'delete'), actor, now);
  }
}
