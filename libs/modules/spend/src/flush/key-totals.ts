import { type PicoUsd } from '@tollgate/core';
import { type EntityManager } from 'typeorm';

/** What newly stored events add to one key. */
export interface KeyDelta {
  hash: string;
  /** Pico-USD as decimal text. */
  spend: string;
  calls: number;
  unpricedCalls: number;
  lastActive: Date;
}

const ADD_TO_TOTAL = `
  INSERT INTO spend_total AS total (key_hash, spend, calls, unpriced_calls, last_active)
  SELECT hash, spend, calls, unpriced, last_active
  FROM unnest($1::text[], $2::numeric[], $3::bigint[], $4::bigint[], $5::timestamptz[])
    AS delta (hash, spend, calls, unpriced, last_active)
  ON CONFLICT (key_hash) DO UPDATE SET
    spend = total.spend + excluded.spend,
    calls = total.calls + excluded.calls,
    unpriced_calls = total.unpriced_calls + excluded.unpriced_calls,
    last_active = greatest(total.last_active, excluded.last_active)`;

/** A call made under a secret that was changed since counts for the key that has another now. */
const LOCK_KEYS = `
  SELECT 1 FROM virtual_key
  WHERE token = ANY($1::text[])
    OR token IN (SELECT active_token FROM rotated_key WHERE rotated_key.token = ANY($1::text[]))
  ORDER BY token COLLATE "C" FOR NO KEY UPDATE`;

const ADD_TO_KEY = `
  UPDATE virtual_key AS key SET
    spend = key.spend + delta.spend,
    last_active = greatest(key.last_active, delta.last_active)
  FROM (
    SELECT coalesce(rotated.active_token, added.hash) AS hash, sum(added.spend) AS spend,
           max(added.last_active) AS last_active
    FROM unnest($1::text[], $2::numeric[], $3::timestamptz[]) AS added (hash, spend, last_active)
    LEFT JOIN rotated_key AS rotated ON rotated.token = added.hash
    GROUP BY 1
  ) AS delta
  WHERE key.token = delta.hash`;

const BALANCES = `
  SELECT asked.hash, coalesce(key.spend, total.spend, 0)::text AS spend
  FROM unnest($1::text[]) AS asked (hash)
  LEFT JOIN virtual_key AS key ON key.token = asked.hash
  LEFT JOIN spend_total AS total ON total.key_hash = asked.hash`;

/** One delta a key, in the order of the first: a key's calls may have had different owners. */
export function sumByKey(deltas: readonly KeyDelta[]): KeyDelta[] {
  const sums = new Map<string, KeyDelta>();
  for (const { hash, spend, calls, unpricedCalls, lastActive } of deltas) {
    const sum = sums.get(hash);
    sums.set(hash, {
      hash,
      spend: (BigInt(sum?.spend ?? 0) + BigInt(spend)).toString(),
      calls: (sum?.calls ?? 0) + calls,
      unpricedCalls: (sum?.unpricedCalls ?? 0) + unpricedCalls,
      lastActive: sum && sum.lastActive > lastActive ? sum.lastActive : lastActive,
    });
  }
  return [...sums.values()];
}

/**
 * Adds to the lifetime total of each key (`spend_total`, every key hash) and to the spend in force of those that are in
 * `virtual_key`. The deltas come ordered by hash, the order in which every transaction takes these locks.
 */
export async function addToTotals(manager: EntityManager, deltas: readonly KeyDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const hashes = deltas.map((delta) => delta.hash);
  const spend = deltas.map((delta) => delta.spend);
  const lastActive = deltas.map((delta) => delta.lastActive);
  const calls = deltas.map((delta) => delta.calls);
  const unpriced = deltas.map((delta) => delta.unpricedCalls);
  await manager.query(ADD_TO_TOTAL, [hashes, spend, calls, unpriced, lastActive]);
  await manager.query(LOCK_KEYS, [hashes]);
  await manager.query(ADD_TO_KEY, [hashes, spend, lastActive]);
}

/** Spend in force of keys: the figure of `/key/info`; for a hash that is no virtual key (the master key), its lifetime total. */
export async function readBalances(
  manager: EntityManager,
  hashes: readonly string[],
): Promise<Map<string, PicoUsd>> {
  if (hashes.length === 0) return new Map();
  const rows = await manager.query<{ hash: string; spend: string }[]>(BALANCES, [hashes]);
  return new Map(rows.map((row) => [row.hash, BigInt(row.spend)]));
}
