import { createHash, randomUUID } from 'node:crypto';
import { NO_USAGE, type KeyContext, type SpendEvent } from '@tollgate/core';
import { type DataSource } from 'typeorm';

export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A successful call of one key: 1,000 tokens in, 200 out, 0.0021 dollars. */
export function spendEvent(fields: Partial<SpendEvent> = {}): SpendEvent {
  const startedAt = fields.startedAt ?? Date.UTC(2026, 6, 1, 10, 15);
  return {
    id: randomUUID(),
    callId: randomUUID(),
    responseId: null,
    startedAt,
    endedAt: startedAt + 1_200,
    firstTokenMs: 300,
    status: 'success',
    httpStatus: 200,
    errorClass: null,
    errorMessage: null,
    callType: 'acompletion',
    stream: false,
    askedModel: 'fast',
    modelGroup: 'fast',
    sentModel: 'gpt-4o-mini',
    provider: 'openai',
    deploymentId: 'deployment-1',
    keyHash: hashOf('sk-one'),
    keyAlias: 'one',
    userId: null,
    teamId: null,
    organizationId: null,
    endUserId: null,
    tags: [],
    metadata: {},
    requesterIp: '127.0.0.1',
    usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 200 },
    usageEstimated: false,
    cost: 2_100_000_000n,
    priceSource: 'catalogue',
    priceVersion: null,
    attemptedRetries: 0,
    attemptedFallbacks: 0,
    ...fields,
  };
}

export function keyContext(fields: Partial<KeyContext> = {}): KeyContext {
  return {
    hash: hashOf('sk-one'),
    master: false,
    alias: 'one',
    name: 'sk-...-one',
    role: 'internal_user',
    userId: null,
    teamId: null,
    organizationId: null,
    blocked: false,
    expiresAt: null,
    models: [],
    aliases: {},
    allowedRoutes: [],
    tags: [],
    scopes: [],
    maxBudget: null,
    spend: 0n,
    ...fields,
  };
}

/** A row of `virtual_key`, with what the table demands and nothing else. */
export async function insertKey(dataSource: DataSource, key: string, spend = 0n): Promise<string> {
  const hash = hashOf(key);
  await dataSource.query(
    `INSERT INTO virtual_key (token, key_name, key_alias, spend, soft_budget_cooldown, model_max_budget, model_spend, models,
       aliases, config, permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate, rotation_count, created_at, updated_at)
     VALUES ($1, $2, $3, $4, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
    [hash, `sk-...${key.slice(-4)}`, `alias of ${key}`, spend.toString()],
  );
  return hash;
}

/** The three figures that must be one: per key hash, from the events, the totals and the rollup; pico-USD. */
export async function spendThreeWays(
  dataSource: DataSource,
): Promise<Record<'events' | 'totals' | 'rollup', Record<string, string>>> {
  const read = async (sql: string) => {
    const rows = await dataSource.query<{ hash: string; spend: string }[]>(sql);
    return Object.fromEntries(rows.map((row) => [row.hash, row.spend]));
  };
  return {
    events: await read(
      'SELECT key_hash AS hash, coalesce(sum(cost), 0)::text AS spend FROM spend_call GROUP BY 1 ORDER BY 1',
    ),
    totals: await read('SELECT key_hash AS hash, spend::text FROM spend_total ORDER BY 1'),
    rollup: await read(
      'SELECT key_hash AS hash, sum(spend)::text AS spend FROM spend_hourly GROUP BY 1 ORDER BY 1',
    ),
  };
}
