import { type DataSource } from 'typeorm';
import { OWNER_TABLES, type WindowOwnerKind } from './window-owner.js';

/** Whose windows ended: ids as `KeyChangePublisher` and its messages name them. */
export type EndedWindows = Readonly<Record<WindowOwnerKind, readonly string[]>>;

const DROP = `
  WITH ended AS (
    DELETE FROM budget_window WHERE resets_at <= $1 RETURNING owner_kind, owner_id
  )
  SELECT DISTINCT ended.owner_kind AS kind, coalesce(key.token, ended.owner_id) AS id
  FROM ended LEFT JOIN virtual_key AS key ON ended.owner_kind = 'key' AND key.counter_id = ended.owner_id`;

/** Windows that never end, of owners that are gone. */
const DROP_ORPHANS = Object.entries(OWNER_TABLES)
  .map(([kind, { table, id }]) => {
    const counter =
      kind === 'key' ? ` AND NOT EXISTS (SELECT FROM ${table} WHERE counter_id = owner_id)` : '';
    return `(owner_kind = '${kind}' AND NOT EXISTS (SELECT FROM ${table} WHERE ${id} = owner_id)${counter})`;
  })
  .join(' OR ');

/**
 * Forgets windows that are over; the next ones begin when somebody asks for them. Safe to run twice and by several workers.
 * @returns whose they were, so that those who hold the old windows in memory ask again.
 */
export async function dropEndedWindows(dataSource: DataSource, now: Date): Promise<EndedWindows> {
  const rows = await dataSource.query<{ kind: WindowOwnerKind; id: string }[]>(DROP, [now]);
  await dataSource.query(`DELETE FROM budget_window WHERE resets_at IS NULL AND (${DROP_ORPHANS})`);
  const idsOf = (kind: WindowOwnerKind) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return {
    key: idsOf('key'),
    team: idsOf('team'),
    user: idsOf('user'),
    organization: idsOf('organization'),
    project: idsOf('project'),
  };
}
