import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NO_USAGE, type SpendEvent, UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { outboundNetwork } from '@tollgate/gateway/network';
import { openQueue, type QueueBackend } from '@tollgate/queue';
import { openLedger, ROLLUP_QUEUE, type SendNudge } from '@tollgate/spend';
import { type RedisServer, startRedis } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { type DataSource } from 'typeorm';
import { WORKER_ENTITIES } from './entities.js';
import { WorkerModule } from './worker.module.js';

jest.setTimeout(90_000);

let database: TestDatabase;
let dataSource: DataSource;
let directory: string;
const toClose: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ migrate: true });
  dataSource = createDataSource({
    url: database.url,
    entities: WORKER_ENTITIES,
    poolSize: 10,
    applicationName: 'tollgate worker spec',
  });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tollgate-worker-'));
  await dataSource.query('TRUNCATE spend_event, spend_total, spend_pending_hour, spend_hourly');
});
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
  await rm(directory, { recursive: true });
});

/** Call number `index`: five hours, three keys, every tenth unpriced. */
function spendEvent(index: number): SpendEvent {
  const startedAt = Date.UTC(2026, 6, 1, index % 5, 30);
  return {
    id: randomUUID(),
    callId: randomUUID(),
    responseId: null,
    startedAt,
    endedAt: startedAt + 1_000,
    firstTokenMs: null,
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
    deploymentId: null,
    keyHash: `key-${index % 3}`,
    keyAlias: null,
    userId: null,
    teamId: null,
    organizationId: null,
    endUserId: null,
    tags: [],
    metadata: {},
    requesterIp: null,
    usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 1 },
    usageEstimated: false,
    cost: index % 10 === 0 ? null : BigInt(index),
    priceSource: null,
    priceVersion: null,
    attemptedRetries: 0,
    attemptedFallbacks: 0,
  };
}

async function addKey(token: string, spend: bigint, duration: string, resetAt: Date): Promise<void> {
  await dataSource.query(
    `INSERT INTO virtual_key (token, spend, budget_duration, budget_reset_at, soft_budget_cooldown, model_max_budget,
       model_spend, models, aliases, config, permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate,
       rotation_count, created_at, updated_at)
     VALUES ($1, $2, $3, $4, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
    [token, spend.toString(), duration, resetAt],
  );
}

async function startWorker(backend: QueueBackend): Promise<INestApplicationContext> {
  const settings = {
    ...{ backend, calendar: UTC_CALENDAR, saltKey: 'salt-key-of-the-spec', previousSaltKeys: [] },
    spendRetention: null,
    delivery: { mail: null, network: outboundNetwork() },
  };
  const worker = await NestFactory.createApplicationContext(WorkerModule.with(dataSource, settings), {
    logger: false,
    abortOnError: false,
  });
  toClose.push(() => worker.close());
  return worker;
}

/** Records calls through a ledger of their own, as an API process does. */
async function recordCalls(indexes: readonly number[], sendNudge: SendNudge): Promise<void> {
  const folder = join(directory, randomUUID());
  const { ledger, close } = await openLedger({ dataSource, journalDirectory: folder, sendNudge });
  await Promise.all(
    indexes.map(
      (index) =>
        new Promise<void>((resolve, reject) => {
          ledger.record(spendEvent(index), (error) => (error ? reject(error) : resolve()));
        }),
    ),
  );
  await close();
}

async function rolledUp(calls: number): Promise<boolean> {
  const [row] = await dataSource.query<{ calls: number; pending: number }[]>(
    `SELECT (SELECT coalesce(sum(calls), 0)::int FROM spend_hourly) AS calls,
            (SELECT count(*)::int FROM spend_pending_hour) AS pending`,
  );
  return row?.calls === calls && row.pending === 0;
}

async function sums(table: string, amount: string): Promise<unknown> {
  return dataSource.query(
    `SELECT key_hash, sum(${amount})::text AS spend FROM ${table} GROUP BY key_hash ORDER BY key_hash`,
  );
}

function promises(backend: () => QueueBackend): void {
  it('rolls up what several processes record, exactly, with two workers at once', async () => {
    await Promise.all([startWorker(backend()), startWorker(backend())]);
    const queue = openQueue(ROLLUP_QUEUE, backend(), () => undefined);
    toClose.push(() => queue.close());
    const all = Array.from({ length: 900 }, (_, index) => index);
    await Promise.all(
      [0, 1, 2].map((part) =>
        recordCalls(
          all.filter((index) => index % 3 === part),
          () => queue.add('nudge', {}),
        ),
      ),
    );
    while (!(await rolledUp(900))) await sleep(20);
    // By hand: 0 + 1 + … + 899, without the tens 0, 10, … 890.
    const expected = (899 * 900) / 2 - 10 * ((89 * 90) / 2);
    const [total] = await dataSource.query<{ spend: string }[]>(
      'SELECT sum(spend)::text AS spend FROM spend_hourly',
    );
    expect(total).toEqual({ spend: String(expected) });
    expect(await sums('spend_hourly', 'spend')).toEqual(await sums('spend_event', 'cost'));
    expect(await sums('spend_total', 'spend')).toEqual(await sums('spend_event', 'cost'));
  });

  it('finds hours whose nudge was lost', async () => {
    await recordCalls([1, 2, 3], () => Promise.reject(new Error('the queue is away')));
    await startWorker(backend());
    while (!(await rolledUp(3))) await sleep(50);
  });

  it('begins a new budget window when the last one is over', async () => {
    const token = randomUUID();
    await addKey(token, 5n, '1d', new Date(Date.now() - 1_000));
    await startWorker(backend());
    const spendOf = () =>
      dataSource.query<{ spend: string }[]>(
        `SELECT spend::text FROM virtual_key WHERE token = $1 AND budget_reset_at > now()`,
        [token],
      );
    let rows = await spendOf();
    while (rows.length === 0) {
      await sleep(50);
      rows = await spendOf();
    }
    expect(rows).toEqual([{ spend: '0' }]);
  });
}

describe('the worker with its queues on Postgres', () => {
  promises(() => ({ kind: 'postgres', url: database.url }));
});

describeWith('redis-server', 'the worker with its queues on Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  promises(() => ({ kind: 'redis', address: { kind: 'single', url: server.url } }));
});
