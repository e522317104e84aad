import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, QueryFailedError } from 'typeorm';
import { type DeletedTeam, type Team, type TeamChanges, type TeamMember } from '../domain/team.js';
import { DeletedTeamRow } from './deleted-team-row.js';
import { teamJson } from './team-columns.js';
import { TeamMemberRow } from './team-member-row.js';
import { applyTeamFilter, applyTeamOrder, type TeamFilter, type TeamOrder } from './team-page.js';
import { TeamRow } from './team-row.js';

/** One page of teams, and how many there are on all pages. */
export interface TeamPageRows<T> {
  readonly teams: T[];
  readonly total: number;
}

/** Every query on teams and their members. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class TeamStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, team: Team): Promise<void> {
    await manager.insert(TeamRow, team);
  }

  async findById(teamId: string): Promise<Team | null> {
    const row = await this.dataSource.manager.findOneBy(TeamRow, { teamId });
    return row && toTeam(row);
  }

  async findByIds(ids: readonly string[]): Promise<Team[]> {
    if (ids.length === 0) return [];
    return (await this.dataSource.manager.findBy(TeamRow, { teamId: In(ids) })).map(toTeam);
  }

  /** Ids of all teams. */
  async ids(): Promise<string[]> {
    const rows = await this.dataSource.manager.find(TeamRow, { select: { teamId: true } });
    return rows.map(({ teamId }) => teamId);
  }

  async findByOrganizations(ids: readonly string[]): Promise<Team[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.manager.find(TeamRow, {
      where: { organizationId: In(ids) },
      order: { teamAlias: 'ASC', teamId: 'ASC' },
    });
    return rows.map(toTeam);
  }

  /**
   * Teams, locked until the transaction ends, in the order in which the ledger locks them.
   * @param mode `delete` also keeps keys and projects from being put into them.
   */
  async lock(
    manager: EntityManager,
    ids: readonly string[],
    mode: 'change' | 'delete' = 'change',
  ): Promise<Team[]> {
    const rows = await manager
      .createQueryBuilder(TeamRow, 'team')
      .where('team.teamId = ANY(:ids)', { ids })
      .orderBy('team.teamId COLLATE "C"')
      .setLock(mode === 'delete' ? 'pessimistic_write' : 'for_no_key_update')
      .getMany();
    return rows.map(toTeam);
  }

  async update(manager: EntityManager, teamId: string, changes: TeamChanges): Promise<void> {
    await manager.update(TeamRow, { teamId }, changes);
  }

  /** Moves teams to `deleted_team`; their memberships go with them. */
  async moveToDeleted(manager: EntityManager, teams: readonly DeletedTeam[]): Promise<void> {
    await manager.insert(
      DeletedTeamRow,
      teams.map((team) => ({ ...team, id: randomUUID() })),
    );
    await manager.delete(TeamRow, { teamId: In(teams.map((team) => team.teamId)) });
  }

  /** All teams of a filter, by alias. */
  async list(filter: TeamFilter): Promise<Team[]> {
    const query = this.dataSource.manager.createQueryBuilder(TeamRow, 'team');
    applyTeamFilter(query, filter);
    query.orderBy('team.teamAlias', 'ASC', 'NULLS LAST').addOrderBy('team.teamId');
    return (await query.getMany()).map(toTeam);
  }

  async page(filter: TeamFilter, order: TeamOrder): Promise<TeamPageRows<Team>> {
    const query = this.dataSource.manager.createQueryBuilder(TeamRow, 'team');
    applyTeamFilter(query, filter);
    applyTeamOrder(query, order);
    const [rows, total] = await query.getManyAndCount();
    return { teams: rows.map(toTeam), total };
  }

  async pageOfDeleted(filter: TeamFilter, order: TeamOrder): Promise<TeamPageRows<DeletedTeam>> {
    const query = this.dataSource.manager.createQueryBuilder(DeletedTeamRow, 'team');
    applyTeamFilter(query, { ...filter, memberId: null });
    applyTeamOrder(query, order);
    const [rows, total] = await query.getManyAndCount();
    return { teams: rows.map(({ id: _, ...row }) => ({ ...row, ...teamJson(row) })), total };
  }

  membersOf(ids: readonly string[], manager = this.dataSource.manager): Promise<TeamMember[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return manager.find(TeamMemberRow, {
      where: { teamId: In(ids) },
      order: { createdAt: 'ASC', userId: 'ASC' },
    });
  }

  membershipsOf(userIds: readonly string[], manager = this.dataSource.manager): Promise<TeamMember[]> {
    if (userIds.length === 0) return Promise.resolve([]);
    return manager.find(TeamMemberRow, {
      where: { userId: In(userIds) },
      order: { createdAt: 'ASC', teamId: 'ASC' },
    });
  }

  findMember(teamId: string, userId: string): Promise<TeamMember | null> {
    return this.dataSource.manager.findOneBy(TeamMemberRow, { teamId, userId });
  }

  /** Members by pairs of team and user. */
  findMembers(pairs: readonly { teamId: string; userId: string }[]): Promise<TeamMember[]> {
    if (pairs.length === 0) return Promise.resolve([]);
    return this.dataSource.manager
      .createQueryBuilder(TeamMemberRow, 'member')
      .where('(member.teamId, member.userId) IN (SELECT * FROM unnest(:teams::text[], :users::text[]))', {
        teams: pairs.map(({ teamId }) => teamId),
        users: pairs.map(({ userId }) => userId),
      })
      .getMany();
  }

  async insertMembers(manager: EntityManager, members: readonly TeamMember[]): Promise<void> {
    if (members.length > 0) await manager.insert(TeamMemberRow, [...members]);
  }

  async updateMember(
    manager: EntityManager,
    member: TeamMember,
    changes: Partial<TeamMember>,
  ): Promise<void> {
    await manager.update(TeamMemberRow, { teamId: member.teamId, userId: member.userId }, changes);
  }

  /** Windows of the team's members begin anew by its rhythm; the worker says when. */
  async restartMemberWindows(manager: EntityManager, teamId: string): Promise<void> {
    await manager.update(TeamMemberRow, { teamId }, { budgetResetAt: null });
  }

  async deleteMember(manager: EntityManager, teamId: string, userId: string): Promise<void> {
    await manager.delete(TeamMemberRow, { teamId, userId });
  }

  async deleteMembershipsOf(manager: EntityManager, userIds: readonly string[]): Promise<void> {
    await manager.delete(TeamMemberRow, { userId: In(userIds) });
  }
}

/** Did a write fail because the team's id is taken? */
export function isTeamIdTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return Reflect.get(error.driverError, 'constraint') === 'team_pkey';
}

function toTeam(row: TeamRow): Team {
  return { ...row, ...teamJson(row) };
}
