import { type EntityManager } from 'typeorm';
import { type KeyDelta } from './key-totals.js';

/** What newly stored events add to one key, to those it belonged to when they were made, and to what they named. */
export interface OwnedDelta extends KeyDelta {
  userId: string | null;
  teamId: string | null;
  organizationId: string | null;
  projectId: string | null;
  /** As the calls named it, and the public name of the group it stands for. */
  askedModel: string;
  modelGroup: string | null;
  /** The customer the calls named. */
  endUserId: string | null;
  tags: readonly string[];
}

/** Tables with a `spend` of their own, and the columns that say whose it is; locked in this order, after the keys. */
const OWNERS = [
  { table: 'organization', columns: ['organization_id'] },
  { table: 'organization_member', columns: ['organization_id', 'user_id'] },
  { table: 'project', columns: ['project_id'] },
  { table: 'team', columns: ['team_id'] },
  { table: 'team_member', columns: ['team_id', 'user_id'] },
  { table: 'user_account', columns: ['user_id'] },
] as const;

type OwnerColumn = (typeof OWNERS)[number]['columns'][number];

/**
 * Adds to the spend in force of users, teams, projects, organizations and their members, in the transaction that stores the events.
 * Ids that nobody has count nowhere but in the events. Rows are locked by id: one order for every process.
 */
export async function addToOwners(manager: EntityManager, deltas: readonly OwnedDelta[]): Promise<void> {
  for (const { table, columns } of OWNERS) {
    const sums = [...sumBy(columns, deltas).values()];
    if (sums.length === 0) continue;
    const ids = columns.map((_, i) => sums.map((sum) => sum.ids[i]));
    const statements = statementsOf(table, columns);
    await manager.query(statements.lock, ids);
    await manager.query(statements.add, [...ids, sums.map((sum) => sum.spend.toString())]);
  }
}

interface OwnerSum {
  readonly ids: readonly string[];
  spend: bigint;
}

/** Spend by owner; what costs nothing touches no row. */
function sumBy(columns: readonly OwnerColumn[], deltas: readonly OwnedDelta[]): Map<string, OwnerSum> {
  const sums = new Map<string, OwnerSum>();
  for (const delta of deltas) {
    const ids = columns.map((column) => idOf(delta, column)).filter((id) => id !== null);
    if (ids.length < columns.length || delta.spend === '0') continue;
    const key = JSON.stringify(ids);
    const sum = sums.get(key) ?? { ids, spend: 0n };
    sum.spend += BigInt(delta.spend);
    sums.set(key, sum);
  }
  return sums;
}

function idOf(delta: OwnedDelta, column: OwnerColumn): string | null {
  switch (column) {
    case 'organization_id':
      return delta.organizationId;
    case 'project_id':
      return delta.projectId;
    case 'team_id':
      return delta.teamId;
    case 'user_id':
      return delta.userId;
  }
}

function statementsOf(table: string, columns: readonly OwnerColumn[]): { lock: string; add: string } {
  const names = columns.join(', ');
  const lists = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const order = columns.map((column) => `${column} COLLATE "C"`).join(', ');
  const same = columns.map((column) => `owner.${column} = delta.${column}`).join(' AND ');
  return {
    lock: `SELECT 1 FROM ${table} WHERE (${names}) IN (SELECT * FROM unnest(${lists})) ORDER BY ${order} FOR NO KEY UPDATE`,
    add: `
      UPDATE ${table} AS owner SET spend = owner.spend + delta.spend
      FROM unnest(${lists}, $${columns.length + 1}::numeric[]) AS delta (${names}, spend)
      WHERE ${same}`,
  };
}
