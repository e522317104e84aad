import { type EntityManager } from 'typeorm';
import { type Adjustment } from './book-adjustments.js';

/**
 * The lifetime total follows every adjustment: it ties out with the calls for ever. Rows are locked in the order of the
 * flushers, keys first.
 */
const ADJUST_LIFETIME = `
  UPDATE spend_total AS total SET spend = total.spend + due.amount, unpriced_calls = total.unpriced_calls - due.priced
  FROM (
    SELECT locked.key_hash, due.amount, due.priced
    FROM (SELECT key_hash FROM spend_total WHERE key_hash = ANY($1::text[])
          ORDER BY key_hash COLLATE "C" FOR NO KEY UPDATE) AS locked
    JOIN (SELECT hash, sum(amount) AS amount, count(*) FILTER (WHERE was_unpriced) AS priced
          FROM unnest($1::text[], $2::numeric[], $3::boolean[]) AS call (hash, amount, was_unpriced) GROUP BY hash) AS due
      ON due.hash = locked.key_hash
  ) AS due
  WHERE total.key_hash = due.key_hash`;

/** What budgets look at follows for calls that ended since it was last set back; it never goes below nothing. */
const ADJUST_KEYS = `
  UPDATE virtual_key AS key SET spend = greatest(key.spend + due.amount, 0)
  FROM (
    SELECT locked.token, sum(call.amount) AS amount
    FROM unnest($1::text[], $2::numeric[], $3::timestamptz[]) AS call (hash, amount, ended_at)
    LEFT JOIN rotated_key AS rotated ON rotated.token = call.hash
    JOIN (SELECT token, spend_since FROM virtual_key
          WHERE token = ANY($1::text[])
            OR token IN (SELECT active_token FROM rotated_key WHERE rotated_key.token = ANY($1::text[]))
          ORDER BY token COLLATE "C" FOR NO KEY UPDATE) AS locked
      ON locked.token = coalesce(rotated.active_token, call.hash)
    WHERE call.ended_at >= coalesce(locked.spend_since, '-infinity')
    GROUP BY locked.token
  ) AS due
  WHERE key.token = due.token`;

/** Tables with a spend of their own, in the order in which every transaction locks them. */
const OWNERS = [
  { table: 'organization', columns: ['organization_id'] },
  { table: 'organization_member', columns: ['organization_id', 'user_id'] },
  { table: 'project', columns: ['project_id'] },
  { table: 'team', columns: ['team_id'] },
  { table: 'team_member', columns: ['team_id', 'user_id'] },
  { table: 'user_account', columns: ['user_id'] },
  { table: 'customer', columns: ['customer_id'] },
  { table: 'tag', columns: ['name'] },
] as const;

/** Adds adjustments to the totals of keys, of those above them, and of what the calls named. */
export async function adjustTotals(
  manager: EntityManager,
  adjustments: readonly Adjustment[],
): Promise<void> {
  const hashes = adjustments.map(({ call }) => call.keyHash);
  const amounts = adjustments.map(({ amount }) => amount.toString());
  const ends = adjustments.map(({ call }) => call.endedAt);
  const unpriced = adjustments.map(({ call }) => call.cost === null);
  await manager.query(ADJUST_LIFETIME, [hashes, amounts, unpriced]);
  await manager.query(ADJUST_KEYS, [hashes, amounts, ends]);
  for (const { table, columns } of OWNERS) {
    const charged = adjustments.flatMap((adjustment) => chargesOf(adjustment, table));
    if (charged.length === 0) continue;
    await manager.query(adjustSql(table, columns), [
      ...columns.map((_, index) => charged.map(({ ids }) => ids[index])),
      charged.map(({ amount }) => amount.toString()),
      charged.map(({ endedAt }) => endedAt),
    ]);
  }
}

interface Charge {
  readonly ids: readonly string[];
  readonly amount: bigint;
  readonly endedAt: Date;
}

/** What an adjustment adds to rows of a table; a call with several tags counts for each, in full. */
function chargesOf({ call, amount }: Adjustment, table: (typeof OWNERS)[number]['table']): Charge[] {
  const charge = (...ids: (string | null)[]): Charge[] => {
    const known = ids.filter((id) => id !== null);
    return known.length < ids.length ? [] : [{ ids: known, amount, endedAt: call.endedAt }];
  };
  switch (table) {
    case 'organization':
      return charge(call.organizationId);
    case 'organization_member':
      return charge(call.organizationId, call.userId);
    case 'project':
      return charge(call.projectId);
    case 'team':
      return charge(call.teamId);
    case 'team_member':
      return charge(call.teamId, call.userId);
    case 'user_account':
      return charge(call.userId);
    case 'customer':
      return charge(call.endUserId);
    case 'tag':
      return [...new Set(call.tags)].flatMap((tag) => charge(tag));
  }
}

function adjustSql(table: string, columns: readonly string[]): string {
  const names = columns.join(', ');
  const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const order = columns.map((column) => `${column} COLLATE "C"`).join(', ');
  const same = (a: string, b: string) =>
    columns.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');
  const call = `unnest(${lists}, $${columns.length + 1}::numeric[], $${columns.length + 2}::timestamptz[]) AS call (${names}, amount, ended_at)`;
  return `
    UPDATE ${table} AS owner SET spend = greatest(owner.spend + due.amount, 0)
    FROM (
      SELECT ${columns.map((column) => `locked.${column}`).join(', ')}, sum(call.amount) AS amount
      FROM ${call}
      JOIN (SELECT ${names}, spend_since FROM ${table}
            WHERE (${names}) IN (SELECT * FROM unnest(${lists})) ORDER BY ${order} FOR NO KEY UPDATE) AS locked
        ON ${same('locked', 'call')}
      WHERE call.ended_at >= coalesce(locked.spend_since, '-infinity')
      GROUP BY ${columns.map((column) => `locked.${column}`).join(', ')}
    ) AS due
    WHERE ${same('owner', 'due')}`;
}
