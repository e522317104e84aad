import { Injectable } from '@nestjs/common';
import { jsonObjectOf, spenderJson } from '@tollgate/organizations';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Tag } from '../domain/tag.js';
import { TagRow } from './tag-row.js';

/** Every query on tags. Methods that take a manager run in the caller's transaction. */
@Injectable()
export class TagStore {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  async list(limit: number): Promise<Tag[]> {
    const rows = await this.dataSource.manager.find(TagRow, { order: { name: 'ASC' }, take: limit });
    return rows.map(toTag);
  }

  async findByNames(names: readonly string[]): Promise<Tag[]> {
    if (names.length === 0) return [];
    return (await this.dataSource.manager.findBy(TagRow, { name: In(names) })).map(toTag);
  }

  /** Names that calls of a time carried, by name. */
  async seen(from: Date, before: Date, limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ name: string }[]>(
      `SELECT DISTINCT tag AS name FROM spend_event AS event, unnest(event.tags) AS tag
       WHERE event.started_at >= $1 AND event.started_at < $2 ORDER BY 1 LIMIT $3`,
      [from, before, limit],
    );
    return rows.map(({ name }) => name);
  }

  /** The tag, locked until the transaction ends. */
  async lock(manager: EntityManager, name: string): Promise<Tag | null> {
    const row = await manager.findOne(TagRow, { where: { name }, lock: { mode: 'for_no_key_update' } });
    return row && toTag(row);
  }

  /** False when the name is taken. */
  async insert(manager: EntityManager, tag: Tag): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(TagRow)
      .values({ ...tag })
      .orIgnore()
      .returning('name')
      .execute();
    const rows: unknown = result.raw;
    return Array.isArray(rows) && rows.length > 0;
  }

  async update(manager: EntityManager, name: string, changes: Partial<Tag>): Promise<void> {
    const { modelInfo, ...columns } = changes;
    const json: object | null | undefined = modelInfo;
    await manager.update(TagRow, { name }, json === undefined ? columns : { ...columns, modelInfo: json });
  }

  async delete(manager: EntityManager, name: string): Promise<void> {
    await manager.delete(TagRow, { name });
  }
}

function toTag(row: TagRow): Tag {
  return { ...row, ...spenderJson(row), modelInfo: jsonObjectOf(row.modelInfo) };
}
