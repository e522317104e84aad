import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, Not } from 'typeorm';
import { type AccessGroup } from '../domain/access-group.js';
import { AccessGroupRow } from './access-group-row.js';

/** Every query on access groups. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class AccessGroupStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  findById(accessGroupId: string): Promise<AccessGroup | null> {
    return this.dataSource.manager.findOneBy(AccessGroupRow, { accessGroupId });
  }

  async findByIds(ids: readonly string[]): Promise<AccessGroup[]> {
    if (ids.length === 0) return [];
    return this.dataSource.manager.findBy(AccessGroupRow, { accessGroupId: In(ids) });
  }

  /** By name. */
  list(limit: number): Promise<AccessGroup[]> {
    return this.dataSource.manager.find(AccessGroupRow, { order: { accessGroupName: 'ASC' }, take: limit });
  }

  /** The group, locked until the transaction ends. */
  lock(manager: EntityManager, accessGroupId: string): Promise<AccessGroup | null> {
    return manager.findOne(AccessGroupRow, { where: { accessGroupId }, lock: { mode: 'for_no_key_update' } });
  }

  /** Has another group the name? */
  isNameTaken(manager: EntityManager, accessGroupName: string, except: string): Promise<boolean> {
    return manager.existsBy(AccessGroupRow, { accessGroupName, accessGroupId: Not(except) });
  }

  async insert(manager: EntityManager, group: AccessGroup): Promise<void> {
    await manager.insert(AccessGroupRow, group);
  }

  async update(manager: EntityManager, id: string, changes: Partial<AccessGroup>): Promise<void> {
    await manager.update(AccessGroupRow, { accessGroupId: id }, changes);
  }

  async delete(manager: EntityManager, accessGroupId: string): Promise<void> {
    await manager.delete(AccessGroupRow, { accessGroupId });
  }
}
