import { Injectable } from '@nestjs/common';
import { spenderJson } from '@tollgate/organizations';
import { DataSource, type EntityManager, In, QueryFailedError } from 'typeorm';
import { type Project, type ProjectChanges } from '../domain/project.js';
import { ProjectRow } from './project-row.js';

/** Every query on projects. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class ProjectStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, project: Project): Promise<void> {
    await manager.insert(ProjectRow, project);
  }

  async findById(projectId: string): Promise<Project | null> {
    const row = await this.dataSource.manager.findOneBy(ProjectRow, { projectId });
    return row && toProject(row);
  }

  async findByIds(ids: readonly string[]): Promise<Project[]> {
    if (ids.length === 0) return [];
    return (await this.dataSource.manager.findBy(ProjectRow, { projectId: In(ids) })).map(toProject);
  }

  /** Projects of teams, by alias; null: of all teams. */
  async list(teamIds: readonly string[] | null): Promise<Project[]> {
    const rows = await this.dataSource.manager.find(ProjectRow, {
      ...(teamIds && { where: { teamId: In(teamIds) } }),
      order: { projectAlias: { direction: 'ASC', nulls: 'LAST' }, projectId: 'ASC' },
    });
    return rows.map(toProject);
  }

  /**
   * Projects, locked until the transaction ends, in the order in which the ledger locks them.
   * @param mode `delete` also keeps keys from being put into them.
   */
  async lock(
    manager: EntityManager,
    ids: readonly string[],
    mode: 'change' | 'delete' = 'change',
  ): Promise<Project[]> {
    const rows = await manager
      .createQueryBuilder(ProjectRow, 'project')
      .where('project.projectId = ANY(:ids)', { ids })
      .orderBy('project.projectId COLLATE "C"')
      .setLock(mode === 'delete' ? 'pessimistic_write' : 'for_no_key_update')
      .getMany();
    return rows.map(toProject);
  }

  async idsOfTeams(manager: EntityManager, teamIds: readonly string[]): Promise<string[]> {
    const rows = await manager.find(ProjectRow, {
      select: { projectId: true },
      where: { teamId: In(teamIds) },
    });
    return rows.map(({ projectId }) => projectId);
  }

  async update(manager: EntityManager, projectId: string, changes: ProjectChanges): Promise<void> {
    await manager.update(ProjectRow, { projectId }, changes);
  }

  async delete(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.delete(ProjectRow, { projectId: In(ids) });
  }
}

/** Which constraint a failed write broke; null when it failed for another reason. */
export function projectConflictOf(error: unknown): 'id taken' | 'no such team' | null {
  if (!(error instanceof QueryFailedError)) return null;
  const constraint: unknown = Reflect.get(error.driverError, 'constraint');
  if (constraint === 'project_pkey') return 'id taken';
  return constraint === 'project_team' ? 'no such team' : null;
}

function toProject(row: ProjectRow): Project {
  return { ...row, ...spenderJson(row) };
}
