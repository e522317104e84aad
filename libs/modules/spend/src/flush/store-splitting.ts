import { type PicoUsd } from '@tollgate/core';
import { isRowFault } from './row-fault.js';
import { type StoredBatch } from './event-store.js';

/**
 * Stores a batch; when Postgres blames the rows, halves it until the culprit is alone, so that one bad row costs at most
 * itself. `reject` keeps the culprit aside. Any other error is thrown, and the whole batch can simply be stored again.
 */
export async function storeSplitting<Row>(
  rows: readonly Row[],
  store: (rows: readonly Row[]) => Promise<StoredBatch>,
  reject: (row: Row, error: unknown) => Promise<void>,
): Promise<StoredBatch> {
  const [first] = rows;
  if (first === undefined) return { inserted: 0, balances: new Map() };
  try {
    return await store(rows);
  } catch (error) {
    if (!isRowFault(error)) throw error;
    if (rows.length === 1) {
      await reject(first, error);
      return { inserted: 0, balances: new Map() };
    }
  }
  const middle = rows.length >> 1;
  const left = await storeSplitting(rows.slice(0, middle), store, reject);
  const right = await storeSplitting(rows.slice(middle), store, reject);
  return merge(left, right);
}

/** The later figure of a key is the one that counts. */
function merge(earlier: StoredBatch, later: StoredBatch): StoredBatch {
  const balances = new Map<string, PicoUsd>([...earlier.balances, ...later.balances]);
  return { inserted: earlier.inserted + later.inserted, balances };
}
