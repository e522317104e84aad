import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { notFound } from '@tollgate/organizations';
import { TeamStore } from '@tollgate/teams';
import { type Project } from '../domain/project.js';
import { ProjectStore } from '../store/project-store.js';
import { ProjectStandings } from './project-standings.js';

/** Shows projects: all to admins, those of his teams to everybody else. */
@Injectable()
export class ReadProjects {
  constructor(
    private readonly store: ProjectStore,
    private readonly teams: TeamStore,
    private readonly standings: ProjectStandings,
  ) {}

  async one(projectId: string, caller: Caller): Promise<Result<Project>> {
    const project = await this.store.findById(projectId);
    return project && (await this.standings.sees(project.teamId, caller))
      ? ok(project)
      : notFound('Project', 'project_id');
  }

  /** By alias. */
  async list(caller: Caller): Promise<Project[]> {
    if (seesEverything(caller)) return this.store.list(null);
    const memberships = caller.userId === null ? [] : await this.teams.membershipsOf([caller.userId]);
    const own = memberships.map(({ teamId }) => teamId);
    return this.store.list(caller.teamId === null ? own : [...own, caller.teamId]);
  }
}
