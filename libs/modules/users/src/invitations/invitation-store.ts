import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InvitationRow } from './invitation-row.js';

/** A link with which a user chooses a password, once. */
export type Invitation = Omit<InvitationRow, 'user'>;

/** Every query on invitations. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class InvitationStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, invitation: Invitation): Promise<void> {
    await manager.insert(InvitationRow, invitation);
  }

  findById(id: string): Promise<Invitation | null> {
    return this.dataSource.manager.findOneBy(InvitationRow, { id });
  }

  /** The invitation, locked until the transaction ends: of two claims at once, one finds it taken. */
  lock(manager: EntityManager, id: string): Promise<Invitation | null> {
    return manager.findOne(InvitationRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async update(manager: EntityManager, id: string, changes: Partial<Invitation>): Promise<void> {
    await manager.update(InvitationRow, { id }, changes);
  }

  async delete(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(InvitationRow, { id });
  }
}
