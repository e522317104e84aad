import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type OwnerKind } from '@tollgate/core';
import { DataSource, type EntityManager, In, MoreThan, QueryFailedError } from 'typeorm';
import { type DeletedKey, type KeyChanges, type VirtualKey } from '../domain/virtual-key.js';
import { DeletedKeyRow } from './deleted-key-row.js';
import { RotatedKeyRow } from './rotated-key-row.js';
import { applyFilter, applyPage, type KeyFilter, type KeyPage } from './key-filter.js';
import { toDeletedKey, toVirtualKey } from './key-row-mapping.js';
import { VirtualKeyRow } from './virtual-key-row.js';

/** What a write ran into. */
export type KeyConflict = 'alias taken' | 'key taken';

/** One page of keys, and how many there are on all pages. */
export interface KeyPageRows<T> {
  readonly keys: T[];
  readonly total: number;
}

/** A hash a key had before, and the one it has. */
export interface RotatedToken {
  readonly token: string;
  readonly activeToken: string;
  /** The earlier secret opens the key until then. */
  readonly revokeAt: Date;
}

/** One page of aliases. */
export interface AliasPage {
  readonly aliases: string[];
  readonly total: number;
}

const OWNER_COLUMNS = {
  team: 'teamId',
  user: 'userId',
  organization: 'organizationId',
  project: 'projectId',
} as const satisfies Record<OwnerKind, keyof VirtualKey>;

/** Every query on virtual keys. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class KeyStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(manager: EntityManager, key: VirtualKey): Promise<void> {
    await manager.insert(VirtualKeyRow, key);
  }

  async findByHash(token: string): Promise<VirtualKey | null> {
    const row = await this.dataSource.manager.findOneBy(VirtualKeyRow, { token });
    return row && toVirtualKey(row);
  }

  async findByHashes(tokens: readonly string[]): Promise<VirtualKey[]> {
    const rows = await this.dataSource.manager.findBy(VirtualKeyRow, { token: In(tokens) });
    return rows.map(toVirtualKey);
  }

  /** The key, locked until the transaction ends; the ledger waits meanwhile, so no spend is lost. */
  async lockByHash(manager: EntityManager, token: string): Promise<VirtualKey | null> {
    const row = await manager.findOne(VirtualKeyRow, {
      where: { token },
      lock: { mode: 'for_no_key_update' },
    });
    return row && toVirtualKey(row);
  }

  /** Keys by hash or alias, locked in the order in which the ledger locks them, so that neither blocks the other. */
  async lockMany(
    manager: EntityManager,
    tokens: readonly string[],
    aliases: readonly string[],
  ): Promise<VirtualKey[]> {
    const rows = await manager
      .createQueryBuilder(VirtualKeyRow, 'key')
      .where('key.token = ANY(:tokens) OR key.keyAlias = ANY(:aliases)', { tokens, aliases })
      .orderBy('key.token COLLATE "C"')
      .setLock('pessimistic_write')
      .getMany();
    return rows.map(toVirtualKey);
  }

  /** Keys of owners, newest first. */
  async findByOwners(kind: OwnerKind, ids: readonly string[], limit: number): Promise<VirtualKey[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.manager.find(VirtualKeyRow, {
      where: { [OWNER_COLUMNS[kind]]: In(ids) },
      order: { createdAt: 'DESC', token: 'DESC' },
      take: limit,
    });
    return rows.map(toVirtualKey);
  }

  async countByOwners(kind: OwnerKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map();
    const column = `key.${OWNER_COLUMNS[kind]}`;
    const rows = await this.dataSource.manager
      .createQueryBuilder(VirtualKeyRow, 'key')
      .select(column, 'owner')
      .addSelect('count(*)::int', 'keys')
      .where(`${column} = ANY(:ids)`, { ids })
      .groupBy(column)
      .getRawMany<{ owner: string; keys: number }>();
    return new Map(rows.map(({ owner, keys }) => [owner, keys]));
  }

  /** Keys of owners, locked in the order in which the ledger locks them. */
  async lockByOwners(manager: EntityManager, kind: OwnerKind, ids: readonly string[]): Promise<VirtualKey[]> {
    const rows = await manager
      .createQueryBuilder(VirtualKeyRow, 'key')
      .where(`key.${OWNER_COLUMNS[kind]} = ANY(:ids)`, { ids })
      .orderBy('key.token COLLATE "C"')
      .setLock('pessimistic_write')
      .getMany();
    return rows.map(toVirtualKey);
  }

  /** Is there such a budget? No id at all is fine. */
  async hasBudget(budgetId: string | null | undefined): Promise<boolean> {
    if (!budgetId) return true;
    const rows = await this.dataSource.query<unknown[]>('SELECT 1 FROM budget WHERE budget_id = $1', [
      budgetId,
    ]);
    return rows.length > 0;
  }

  async update(manager: EntityManager, token: string, changes: KeyChanges): Promise<void> {
    await manager.update(VirtualKeyRow, { token }, changes);
  }

  /**
   * Gives a locked key another secret. The earlier hashes lead to the key as well; the last one opens it until `revokeAt`.
   */
  async rotate(manager: EntityManager, before: VirtualKey, after: VirtualKey, revokeAt: Date): Promise<void> {
    await manager.update(VirtualKeyRow, { token: before.token }, after);
    await manager.insert(RotatedKeyRow, {
      token: before.token,
      activeToken: after.token,
      revokeAt,
      createdAt: after.updatedAt,
    });
  }

  /** Earlier secrets that still open keys: hash → hash of the key, and until when. */
  async findRotated(tokens: readonly string[], now: Date): Promise<RotatedToken[]> {
    if (tokens.length === 0) return [];
    return this.dataSource.manager.find(RotatedKeyRow, {
      select: { token: true, activeToken: true, revokeAt: true },
      where: { token: In(tokens), revokeAt: MoreThan(now) },
    });
  }

  /** Has a key this hash, or had one? */
  async isTaken(manager: EntityManager, token: string): Promise<boolean> {
    const [row] = await manager.query<{ taken: boolean }[]>(
      `SELECT EXISTS (SELECT FROM virtual_key WHERE token = $1)
           OR EXISTS (SELECT FROM rotated_key WHERE token = $1) AS taken`,
      [token],
    );
    return row?.taken ?? false;
  }

  /** Copies keys as they are to `deleted_key`. */
  async copyToDeleted(manager: EntityManager, keys: readonly DeletedKey[]): Promise<void> {
    await manager.insert(
      DeletedKeyRow,
      keys.map((key) => ({ ...key, id: randomUUID() })),
    );
  }

  /** Moves keys to `deleted_key`. */
  async moveToDeleted(manager: EntityManager, keys: readonly DeletedKey[]): Promise<void> {
    await this.copyToDeleted(manager, keys);
    await manager.delete(VirtualKeyRow, { token: In(keys.map((key) => key.token)) });
  }

  async page(filter: KeyFilter, page: KeyPage): Promise<KeyPageRows<VirtualKey>> {
    const query = this.dataSource.manager.createQueryBuilder(VirtualKeyRow, 'key');
    applyFilter(query, filter);
    applyPage(query, page);
    const [rows, total] = await query.getManyAndCount();
    return { keys: rows.map(toVirtualKey), total };
  }

  /** Aliases of the keys a filter lets through, in the order of the alphabet. */
  async pageOfAliases(filter: KeyFilter, page: number, size: number): Promise<AliasPage> {
    const query = this.dataSource.manager
      .createQueryBuilder(VirtualKeyRow, 'key')
      .select(['key.token', 'key.keyAlias'])
      .where('key.keyAlias IS NOT NULL');
    applyFilter(query, filter);
    query
      .orderBy('key.keyAlias', 'ASC')
      .limit(size)
      .offset((page - 1) * size);
    const [rows, total] = await query.getManyAndCount();
    return { aliases: rows.flatMap(({ keyAlias }) => (keyAlias === null ? [] : [keyAlias])), total };
  }

  async pageOfDeleted(filter: KeyFilter, page: KeyPage): Promise<KeyPageRows<DeletedKey>> {
    const query = this.dataSource.manager.createQueryBuilder(DeletedKeyRow, 'key');
    applyFilter(query, filter);
    applyPage(query, page);
    const [rows, total] = await query.getManyAndCount();
    return { keys: rows.map(toDeletedKey), total };
  }
}

/** Which uniqueness a failed write broke; null when it failed for another reason. */
export function conflictOf(error: unknown): KeyConflict | null {
  if (!(error instanceof QueryFailedError)) return null;
  const constraint: unknown = Reflect.get(error.driverError, 'constraint');
  if (constraint === 'virtual_key_alias') return 'alias taken';
  if (constraint === 'virtual_key_pkey') return 'key taken';
  return null;
}
