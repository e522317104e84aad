import { Injectable } from '@nestjs/common';
import { spenderJson } from '@tollgate/organizations';
import { DataSource, type EntityManager, In, QueryFailedError } from 'typeorm';
import { emailKeyOf, type User, type UserChanges } from '../domain/user.js';
import { applyUserFilter, applyUserOrder, type UserFilter, type UserOrder } from './user-page.js';
import { UserRow } from './user-row.js';

/** What a write ran into. */
export type UserConflict = 'id taken' | 'email taken' | 'sso id taken';

/** Every query on users. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class UserStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, user: User): Promise<void> {
    await manager.insert(UserRow, { ...user, emailKey: user.userEmail && emailKeyOf(user.userEmail) });
  }

  /** Makes a user unless one with that id or address is there; of two processes at once, one makes it. */
  async insertIfNew(manager: EntityManager, user: User): Promise<boolean> {
    const row = { ...user, emailKey: user.userEmail && emailKeyOf(user.userEmail) };
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(UserRow)
      .values(row)
      .orIgnore()
      .returning('user_id')
      .execute();
    const inserted: unknown = result.raw;
    return Array.isArray(inserted) && inserted.length === 1;
  }

  async findById(userId: string, manager = this.dataSource.manager): Promise<User | null> {
    const row = await manager.findOneBy(UserRow, { userId });
    return row && toUser(row);
  }

  /** Keeps a user from being deleted until the transaction ends; false when there is none any more. */
  async hold(manager: EntityManager, userId: string): Promise<boolean> {
    const row = await manager.findOne(UserRow, { where: { userId }, lock: { mode: 'for_key_share' } });
    return row !== null;
  }

  async findByIds(ids: readonly string[]): Promise<User[]> {
    if (ids.length === 0) return [];
    return (await this.dataSource.manager.findBy(UserRow, { userId: In(ids) })).map(toUser);
  }

  async findByEmail(email: string, manager = this.dataSource.manager): Promise<User | null> {
    const row = await manager.findOneBy(UserRow, { emailKey: emailKeyOf(email) });
    return row && toUser(row);
  }

  /** The first users by id. */
  async first(manager: EntityManager, limit: number): Promise<User[]> {
    return (await manager.find(UserRow, { order: { userId: 'ASC' }, take: limit })).map(toUser);
  }

  /** Ids of all users. */
  async ids(): Promise<string[]> {
    const rows = await this.dataSource.manager.find(UserRow, { select: { userId: true } });
    return rows.map(({ userId }) => userId);
  }

  count(): Promise<number> {
    return this.dataSource.manager.count(UserRow);
  }

  /**
   * Users, locked until the transaction ends, in the order in which the ledger locks them.
   * @param mode `delete` also keeps keys and memberships from being given to them.
   */
  async lock(
    manager: EntityManager,
    ids: readonly string[],
    mode: 'change' | 'delete' = 'change',
  ): Promise<User[]> {
    const rows = await manager
      .createQueryBuilder(UserRow, 'user')
      .where('user.userId = ANY(:ids)', { ids })
      .orderBy('user.userId COLLATE "C"')
      .setLock(mode === 'delete' ? 'pessimistic_write' : 'for_no_key_update')
      .getMany();
    return rows.map(toUser);
  }

  async update(manager: EntityManager, userId: string, changes: UserChanges): Promise<void> {
    const { userEmail } = changes;
    const emailKey = userEmail === undefined ? {} : { emailKey: userEmail && emailKeyOf(userEmail) };
    await manager.update(UserRow, { userId }, { ...changes, ...emailKey });
  }

  /** Takes invitations with them. */
  async delete(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.delete(UserRow, { userId: In(ids) });
  }

  async page(filter: UserFilter, order: UserOrder): Promise<{ users: User[]; total: number }> {
    const query = this.dataSource.manager.createQueryBuilder(UserRow, 'user');
    applyUserFilter(query, filter);
    applyUserOrder(query, order);
    const [rows, total] = await query.getManyAndCount();
    return { users: rows.map(toUser), total };
  }
}

/** Which uniqueness a failed write broke; null when it failed for another reason. */
export function userConflictOf(error: unknown): UserConflict | null {
  if (!(error instanceof QueryFailedError)) return null;
  const constraint: unknown = Reflect.get(error.driverError, 'constraint');
  if (constraint === 'user_account_pkey') return 'id taken';
  if (constraint === 'user_account_email_key') return 'email taken';
  return constraint === 'user_account_sso_user_id' ? 'sso id taken' : null;
}

function toUser(row: UserRow): User {
  const { emailKey: _, ...columns } = row;
  return { ...columns, ...spenderJson(row) };
}
