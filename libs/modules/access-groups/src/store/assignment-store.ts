import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Assignment } from '../domain/access-group.js';

/** Tables whose rows have access groups, in the order in which the ledger locks them. */
const HOLDERS = [
  { table: 'virtual_key', id: 'token' },
  { table: 'team', id: 'team_id' },
] as const;

type Holder = (typeof HOLDERS)[number];

/** Who has which groups: a group is assigned to a team or a key by being in its `access_group_ids`. */
@Injectable()
export class AssignmentStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Who has each of these groups. */
  async of(
    groupIds: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ReadonlyMap<string, Assignment>> {
    const [keys, teams] = await Promise.all(HOLDERS.map((holder) => holdersOf(manager, holder, groupIds)));
    return new Map(
      groupIds.map((id) => [id, { keyHashes: keys?.get(id) ?? [], teamIds: teams?.get(id) ?? [] }]),
    );
  }

  /** Of these ids, those that are no team's, or no key's. */
  async missing(manager: EntityManager, given: Assignment): Promise<Assignment> {
    const absent = async ({ table, id }: Holder, ids: readonly string[]) => {
      if (ids.length === 0) return [];
      const query = `SELECT ${id} AS id FROM ${table} WHERE ${id} = ANY($1::text[])`;
      const found = new Set((await manager.query<{ id: string }[]>(query, [ids])).map((row) => row.id));
      return ids.filter((each) => !found.has(each));
    };
    const [keys, teams] = HOLDERS;
    return { keyHashes: await absent(keys, given.keyHashes), teamIds: await absent(teams, given.teamIds) };
  }

  /** Gives a group to exactly these. */
  async assign(manager: EntityManager, groupId: string, given: Assignment): Promise<void> {
    const [keys, teams] = HOLDERS;
    await assignIn(manager, keys, groupId, given.keyHashes);
    await assignIn(manager, teams, groupId, given.teamIds);
  }
}

async function holdersOf(
  manager: EntityManager,
  { table, id }: Holder,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await manager.query<{ group: string; ids: string[] }[]>(
    `SELECT held.group AS group, array_agg(holder.${id} ORDER BY holder.${id}) AS ids
     FROM ${table} AS holder, unnest(holder.access_group_ids) AS held ("group")
     WHERE holder.access_group_ids && $1::text[] AND held.group = ANY($1::text[]) GROUP BY 1`,
    [groupIds],
  );
  return new Map(rows.map(({ group, ids }) => [group, ids]));
}

/** Rows are locked by id first: one order for every transaction. */
async function assignIn(
  manager: EntityManager,
  { table, id }: Holder,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  await manager.query(
    `SELECT 1 FROM ${table} WHERE ${id} = ANY($2::text[]) OR access_group_ids @> ARRAY[$1]
     ORDER BY ${id} COLLATE "C" FOR NO KEY UPDATE`,
    [groupId, ids],
  );
  await manager.query(
    `UPDATE ${table} SET access_group_ids = array_remove(access_group_ids, $1)
     WHERE access_group_ids @> ARRAY[$1] AND ${id} <> ALL($2::text[])`,
    [groupId, ids],
  );
  await manager.query(
    `UPDATE ${table} SET access_group_ids = array_append(access_group_ids, $1)
     WHERE ${id} = ANY($2::text[]) AND NOT coalesce(access_group_ids @> ARRAY[$1], false)`,
    [groupId, ids],
  );
}
