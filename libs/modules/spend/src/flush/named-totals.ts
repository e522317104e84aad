import { type EntityManager } from 'typeorm';
import { type OwnedDelta } from './owner-totals.js';

/** A customer is made by its first call, free of rules. */
const ADD_TO_CUSTOMERS = `
  INSERT INTO customer AS customer (customer_id, blocked, spend, models, metadata, model_max_budget, model_spend,
    created_at, updated_at)
  SELECT id, false, spend, '{}', '{}', '{}', '{}', now(), now()
  FROM unnest($1::text[], $2::numeric[]) AS delta (id, spend) ORDER BY id COLLATE "C"
  ON CONFLICT (customer_id) DO UPDATE SET spend = customer.spend + excluded.spend`;

/** Of tags, those that somebody made have a total. */
const LOCK_TAGS =
  'SELECT 1 FROM tag WHERE name = ANY($1::text[]) ORDER BY name COLLATE "C" FOR NO KEY UPDATE';
const ADD_TO_TAGS = `
  UPDATE tag SET spend = tag.spend + delta.spend
  FROM unnest($1::text[], $2::numeric[]) AS delta (name, spend) WHERE tag.name = delta.name`;

/**
 * Adds to the spend in force of the customers and tags that calls named, in the transaction that stores the events and after all
 * owners of keys. Rows are locked by id: one order for every process.
 */
export async function addToNamed(manager: EntityManager, deltas: readonly OwnedDelta[]): Promise<void> {
  const customers = sumBy(deltas, ({ endUserId }) => (endUserId === null ? [] : [endUserId]));
  if (customers.size > 0) await manager.query(ADD_TO_CUSTOMERS, columnsOf(customers));
  const tags = sumBy(deltas, (delta) => (delta.spend === '0' ? [] : delta.tags));
  if (tags.size === 0) return;
  await manager.query(LOCK_TAGS, [[...tags.keys()]]);
  await manager.query(ADD_TO_TAGS, columnsOf(tags));
}

/** Spend by what it is charged to; a call may be charged to several, in full. */
function sumBy(
  deltas: readonly OwnedDelta[],
  namesOf: (delta: OwnedDelta) => readonly string[],
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const delta of deltas)
    for (const name of new Set(namesOf(delta))) sums.set(name, (sums.get(name) ?? 0n) + BigInt(delta.spend));
  return sums;
}

function columnsOf(sums: ReadonlyMap<string, bigint>): [string[], string[]] {
  return [[...sums.keys()], [...sums.values()].map(String)];
}
