import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_USAGE, type SpendEvent } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, spendEvent, spendThreeWays } from '../testing/spend-events.js';
import { rollUpPendingHours } from './hourly-rollup.js';

let database: SpendDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createSpendDatabase();
  ({ dataSource } = database);
});
afterAll(async () => database.close());
beforeEach(async () => {
  await dataSource.query('TRUNCATE spend_event, spend_total, spend_pending_hour, spend_hourly');
});

async function store(events: readonly SpendEvent[]): Promise<void> {
  const records = events.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(dataSource, records);
}

/** Deterministic variety: every dimension takes several values, null among them. */
function variedEvents(count: number): SpendEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const pick = <T>(values: readonly T[], step: number): T =>
      values[Math.floor(index / step) % values.length]!;
    return spendEvent({
      startedAt: Date.UTC(2026, 6, 1, index % 5, index % 60, 0, index % 1_000),
      keyHash: hashOf(`sk-${index % 7}`),
      keyAlias: pick(['alias', null], 2),
      userId: pick([null, 'u-1', 'u-2'], 1),
      teamId: pick(['team-blue', null], 3),
      organizationId: pick([null, 'org'], 4),
      sentModel: pick(['gpt-4o', 'claude', null], 1),
      modelGroup: pick(['smart', null], 5),
      provider: pick(['openai', 'anthropic', null], 2),
      callType: pick(['acompletion', 'aembedding'], 6),
      status: pick(['success', 'failure', 'cancelled'] as const, 1),
      usage:
        index % 11 === 0
          ? null
          : {
              ...NO_USAGE,
              inputTokens: index,
              cacheReadTokens: 3,
              cacheWriteTokens: 2,
              cacheWrite1hTokens: 1,
              outputTokens: 5,
              reasoningTokens: 4,
            },
      usageEstimated: index % 13 === 0,
      cost: index % 10 === 0 ? null : BigInt(index) * 1_234_567_891_011n,
    });
  });
}

/** How each dimension of the rollup reads an event. */
const DIMENSIONS: Record<string, (event: SpendEvent) => string | null> = {
  hour: (event) => new Date(Math.floor(event.startedAt / 3_600_000) * 3_600_000).toISOString(),
  key_hash: (event) => event.keyHash,
  user_id: (event) => event.userId,
  team_id: (event) => event.teamId,
  organization_id: (event) => event.organizationId,
  model: (event) => event.sentModel ?? event.askedModel,
  model_group: (event) => event.modelGroup,
  provider: (event) => event.provider,
  call_type: (event) => event.callType,
  status: (event) => event.status,
};

interface Sums {
  calls: bigint;
  unpriced: bigint;
  estimated: bigint;
  spend: bigint;
  input: bigint;
  read: bigint;
  write: bigint;
  output: bigint;
  reasoning: bigint;
  duration: bigint;
}

function sumsBy(
  events: readonly SpendEvent[],
  value: (event: SpendEvent) => string | null,
): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const event of events) {
    const name = String(value(event));
    const sums = groups.get(name) ?? {
      calls: 0n,
      unpriced: 0n,
      estimated: 0n,
      spend: 0n,
      input: 0n,
      read: 0n,
      write: 0n,
      output: 0n,
      reasoning: 0n,
      duration: 0n,
    };
    const usage = event.usage ?? NO_USAGE;
    sums.calls += 1n;
    sums.unpriced += event.cost === null ? 1n : 0n;
    sums.estimated += event.usageEstimated ? 1n : 0n;
    sums.spend += event.cost ?? 0n;
    sums.input += BigInt(usage.inputTokens);
    sums.read += BigInt(usage.cacheReadTokens);
    sums.write += BigInt(usage.cacheWriteTokens + usage.cacheWrite1hTokens);
    sums.output += BigInt(usage.outputTokens);
    sums.reasoning += BigInt(usage.reasoningTokens);
    sums.duration += BigInt(event.endedAt - event.startedAt);
    groups.set(name, sums);
  }
  return groups;
}

async function rollupBy(dimension: string): Promise<Map<string, Sums>> {
  const rows = await dataSource.query<Record<string, string | Date | null>[]>(
    `SELECT ${dimension} AS name, sum(calls) AS calls, sum(unpriced_calls) AS unpriced, sum(estimated_calls) AS estimated,
       sum(spend) AS spend, sum(input_tokens) AS input, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS write,
       sum(output_tokens) AS output, sum(reasoning_tokens) AS reasoning, sum(duration_ms) AS duration
     FROM spend_hourly GROUP BY 1`,
  );
  return new Map(
    rows.map(({ name, ...sums }) => [
      name instanceof Date ? name.toISOString() : String(name),
      Object.fromEntries(
        Object.entries(sums).map(([key, text]) => [key, BigInt(String(text))]),
      ) as unknown as Sums,
    ]),
  );
}

describe('the hourly rollup', () => {
  it('equals the sums of the events in every dimension and measure', async () => {
    const events = variedEvents(1_000);
    await store(events);
    expect(await rollUpPendingHours(dataSource)).toBe(5);
    for (const [dimension, value] of Object.entries(DIMENSIONS))
      expect(await rollupBy(dimension)).toEqual(sumsBy(events, value));
    expect(await rollUpPendingHours(dataSource)).toBe(0);
  });

  it('follows events that arrive late, and may be repeated', async () => {
    const events = variedEvents(300);
    await store(events.slice(0, 200));
    await rollUpPendingHours(dataSource);
    await store(events);
    await dataSource.query('INSERT INTO spend_pending_hour (hour) SELECT hour FROM spend_hourly');
    await rollUpPendingHours(dataSource);
    expect(await rollupBy('status')).toEqual(sumsBy(events, (event) => event.status));
  });

  it('forgets what is not in the events any more', async () => {
    await store([spendEvent()]);
    await rollUpPendingHours(dataSource);
    await dataSource.query('DELETE FROM spend_event');
    await dataSource.query('INSERT INTO spend_pending_hour (hour) SELECT hour FROM spend_hourly');
    await rollUpPendingHours(dataSource);
    expect(await dataSource.query('SELECT * FROM spend_hourly')).toEqual([]);
  });

  it('keeps the last alias of a key in an hour', async () => {
    const startedAt = Date.UTC(2026, 6, 1, 10);
    await store([
      spendEvent({ startedAt: startedAt + 2, keyAlias: 'new' }),
      spendEvent({ startedAt, keyAlias: 'old' }),
    ]);
    await rollUpPendingHours(dataSource);
    expect(await dataSource.query('SELECT key_alias, calls FROM spend_hourly')).toEqual([
      { key_alias: 'new', calls: '2' },
    ]);
  });

  it('undoes nothing but its own work when it is killed in the middle of an hour', async () => {
    await store(variedEvents(100));
    const dying = await database.connect();
    const runner = dying.createQueryRunner();
    await runner.startTransaction();
    await runner.query('DELETE FROM spend_pending_hour');
    await runner.query('DELETE FROM spend_hourly');
    const [{ pid }] = await runner.query('SELECT pg_backend_pid() AS pid');
    await dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await rollUpPendingHours(dataSource)).toBe(5);
    const { events, rollup } = await spendThreeWays(dataSource);
    expect(rollup).toEqual(events);
  });

  it('is exact in the end while four workers run against flushers that go on storing', async () => {
    const events = variedEvents(3_000);
    let storing = true;
    const flushers = Promise.all(
      [0, 1, 2].map(async (flusher) => {
        for (let start = flusher * 1_000; start < (flusher + 1) * 1_000; start += 50)
          await store(events.slice(start, start + 50));
      }),
    ).then(() => {
      storing = false;
    });
    const workers = [0, 1, 2, 3].map(async () => {
      while (storing) await rollUpPendingHours(dataSource);
    });
    await Promise.all([flushers, ...workers]);
    await rollUpPendingHours(dataSource);
    for (const [dimension, value] of Object.entries(DIMENSIONS))
      expect(await rollupBy(dimension)).toEqual(sumsBy(events, value));
    const { events: sums, totals, rollup } = await spendThreeWays(dataSource);
    expect([totals, rollup]).toEqual([sums, sums]);
    expect(await dataSource.query('SELECT * FROM spend_pending_hour')).toEqual([]);
  });
});
