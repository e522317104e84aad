import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Organization, type OrganizationMember } from '../domain/organization.js';
import { spenderJson } from '../spender/spender-columns.js';
import { OrganizationMemberRow } from './organization-member-row.js';
import { OrganizationRow } from './organization-row.js';

/** Every query on organizations and their members. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class OrganizationStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, organization: Organization): Promise<void> {
    await manager.insert(OrganizationRow, organization);
  }

  async findById(organizationId: string): Promise<Organization | null> {
    const row = await this.dataSource.manager.findOneBy(OrganizationRow, { organizationId });
    return row && toOrganization(row);
  }

  async findByIds(ids: readonly string[]): Promise<Organization[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.manager.findBy(OrganizationRow, { organizationId: In(ids) });
    return rows.map(toOrganization);
  }

  /** The organization, locked until the transaction ends. */
  async lock(manager: EntityManager, organizationId: string): Promise<Organization | null> {
    const row = await manager.findOne(OrganizationRow, {
      where: { organizationId },
      lock: { mode: 'for_no_key_update' },
    });
    return row && toOrganization(row);
  }

  /** Organizations that are to be deleted: nobody puts keys or teams into them until the transaction ends. */
  async lockAll(manager: EntityManager, ids: readonly string[]): Promise<Organization[]> {
    const rows = await manager
      .createQueryBuilder(OrganizationRow, 'organization')
      .where('organization.organizationId = ANY(:ids)', { ids })
      .orderBy('organization.organizationId COLLATE "C"')
      .setLock('pessimistic_write')
      .getMany();
    return rows.map(toOrganization);
  }

  /** Keeps an organization from being deleted until the transaction ends; false when there is none. */
  async hold(manager: EntityManager, organizationId: string): Promise<boolean> {
    const row = await manager.findOne(OrganizationRow, {
      where: { organizationId },
      lock: { mode: 'for_key_share' },
    });
    return row !== null;
  }

  async update(
    manager: EntityManager,
    organizationId: string,
    changes: Partial<Organization>,
  ): Promise<void> {
    await manager.update(OrganizationRow, { organizationId }, changes);
  }

  /** Takes the members with them. */
  async delete(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.delete(OrganizationRow, { organizationId: In(ids) });
  }

  /** Organizations by alias; `ids` null: all of them. */
  async list(filter: { ids: readonly string[] | null; alias: string | null }): Promise<Organization[]> {
    const query = this.dataSource.manager.createQueryBuilder(OrganizationRow, 'organization');
    if (filter.ids) query.andWhere('organization.organizationId = ANY(:ids)', { ids: filter.ids });
    if (filter.alias !== null)
      query.andWhere('strpos(lower(organization.organizationAlias), lower(:alias)) > 0', {
        alias: filter.alias,
      });
    query.orderBy('organization.organizationAlias').addOrderBy('organization.organizationId');
    return (await query.getMany()).map(toOrganization);
  }

  async membersOf(ids: readonly string[], manager = this.dataSource.manager): Promise<OrganizationMember[]> {
    if (ids.length === 0) return [];
    return manager.find(OrganizationMemberRow, {
      where: { organizationId: In(ids) },
      order: { createdAt: 'ASC', userId: 'ASC' },
    });
  }

  findMember(organizationId: string, userId: string): Promise<OrganizationMember | null> {
    return this.dataSource.manager.findOneBy(OrganizationMemberRow, { organizationId, userId });
  }

  async membershipsOf(userIds: readonly string[]): Promise<OrganizationMember[]> {
    if (userIds.length === 0) return [];
    return this.dataSource.manager.find(OrganizationMemberRow, {
      where: { userId: In(userIds) },
      order: { createdAt: 'ASC', organizationId: 'ASC' },
    });
  }

  async insertMembers(manager: EntityManager, members: readonly OrganizationMember[]): Promise<void> {
    if (members.length > 0) await manager.insert(OrganizationMemberRow, [...members]);
  }

  async updateMember(
    manager: EntityManager,
    member: OrganizationMember,
    changes: Partial<OrganizationMember>,
  ): Promise<void> {
    const { organizationId, userId } = member;
    await manager.update(OrganizationMemberRow, { organizationId, userId }, changes);
  }

  async deleteMember(manager: EntityManager, organizationId: string, userId: string): Promise<void> {
    await manager.delete(OrganizationMemberRow, { organizationId, userId });
  }

  async deleteMembershipsOf(manager: EntityManager, userIds: readonly string[]): Promise<void> {
    await manager.delete(OrganizationMemberRow, { userId: In(userIds) });
  }

  /** Is the user an admin of the organization? */
  async isAdmin(organizationId: string | null, userId: string | null): Promise<boolean> {
    if (organizationId === null || userId === null) return false;
    return (await this.findMember(organizationId, userId))?.role === 'org_admin';
  }
}

function toOrganization(row: OrganizationRow): Organization {
  return { ...row, ...spenderJson(row) };
}
