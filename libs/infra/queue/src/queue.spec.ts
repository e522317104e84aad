import { setTimeout } from 'node:timers/promises';
import { getQueueToken, Processor } from '@nestjs/bullmq';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { type RedisServer, startRedis } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { type Job, type Queue } from 'bullmq';
import { Client } from 'pg';
import { JobHandlerError } from './handler-audit.js';
import { JobHandler } from './job-handler.js';
import { openQueue } from './open-queue.js';
import { QUEUE_SCHEMA, type QueueBackend } from './queue-backend.js';
import { defineQueue } from './queue-definition.js';
import { QueueProcessor } from './queue-processor.js';
import { QueueModule } from './queue.module.js';

const POST = defineQueue('post', ['letter', 'parcel'], { backoff: { type: 'fixed', delay: 10 } });

@Processor(POST.name, { concurrency: 5 })
class Postman extends QueueProcessor {
  readonly delivered: string[] = [];

  @JobHandler(POST, 'letter')
  letter(job: Job<{ to: string }>): void {
    this.delivered.push(`letter to ${job.data.to}`);
  }

  @JobHandler(POST, 'parcel')
  async parcel(job: Job<{ to: string }>): Promise<void> {
    if (job.attemptsMade < 2) throw new Error('nobody at home');
    this.delivered.push(`parcel to ${job.data.to}`);
  }
}

@Processor(POST.name)
class LettersOnly extends QueueProcessor {
  @JobHandler(POST, 'letter')
  letter(): void {
    // Parcels are nobody's.
  }
}

const started: INestApplicationContext[] = [];
afterEach(async () => {
  for (const context of started.splice(0)) await context.close();
});

async function start(backend: QueueBackend, processors: Type[]): Promise<INestApplicationContext> {
  const queue = QueueModule.forRoot({ backend, queues: [POST], handlesJobs: processors.length > 0 });
  @Module({ imports: [queue], providers: processors })
  class WorkerModule {}
  const context = await NestFactory.createApplicationContext(WorkerModule, {
    logger: false,
    abortOnError: false,
  });
  started.push(context);
  return context;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(10);
}

function promises(backend: () => QueueBackend): void {
  it('does every job once, with its handler, and leaves nothing behind', async () => {
    const worker = await start(backend(), [Postman]);
    const postman = worker.get(Postman);
    const queue = worker.get<Queue>(getQueueToken(POST.name), { strict: false });
    await queue.addBulk(
      Array.from({ length: 50 }, (_, index) => ({ name: 'letter', data: { to: String(index) } })),
    );
    await until(async () => (await queue.getJobCountByTypes('wait', 'active', 'completed')) === 0);
    expect(new Set(postman.delivered).size).toBe(50);
    expect(postman.delivered).toHaveLength(50);
  });

  it('tries a failed job again until it succeeds', async () => {
    const worker = await start(backend(), [Postman]);
    const queue = worker.get<Queue>(getQueueToken(POST.name), { strict: false });
    await queue.add('parcel', { to: 'me' });
    await until(() => worker.get(Postman).delivered.includes('parcel to me'));
  });

  it('takes jobs from a process that only adds them', async () => {
    const queue = openQueue(POST, backend(), () => undefined);
    const worker = await start(backend(), [Postman]);
    await queue.add('letter', { to: 'you' });
    await until(() => worker.get(Postman).delivered.includes('letter to you'));
    await queue.close();
  });

  it('fails a job that nobody handles, at once and visibly', async () => {
    const worker = await start(backend(), [Postman]);
    const queue = worker.get<Queue>(getQueueToken(POST.name), { strict: false });
    const job = await queue.add('telegram', {});
    await until(async () => (await job.getState()) === 'failed');
    const failed = await queue.getJob(job.id ?? '');
    expect(failed?.failedReason).toContain('nobody handles the job telegram of post');
    expect(failed?.attemptsMade).toBe(1);
  });
}

describe('on Postgres', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate: true });
  });
  afterAll(() => database.drop());
  const backend = (): QueueBackend => ({ kind: 'postgres', url: database.url });

  promises(backend);

  it('keeps its tables in a schema of their own', async () => {
    await start(backend(), [Postman]);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const tables = async (schema: string) =>
      (await client.query('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema])).rowCount;
    await until(async () => ((await tables(QUEUE_SCHEMA)) ?? 0) > 0);
    const ours = await client.query(
      `SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%job%'`,
    );
    expect(ours.rowCount).toBe(0);
    await client.end();
  });

  it('survives the loss of its connections, and goes on', async () => {
    const worker = await start(backend(), [Postman]);
    const queue = worker.get<Queue>(getQueueToken(POST.name), { strict: false });
    await queue.add('letter', { to: 'before' });
    await until(() => worker.get(Postman).delivered.includes('letter to before'));
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'tollgate queue' AND datname = current_database()`,
    );
    await client.end();
    await until(() =>
      queue.add('letter', { to: 'after' }).then(
        () => true,
        () => false,
      ),
    );
    await until(() => worker.get(Postman).delivered.includes('letter to after'));
  });

  it('refuses to start when a job has no handler', async () => {
    await expect(start(backend(), [LettersOnly])).rejects.toThrow(JobHandlerError);
    await expect(start(backend(), [LettersOnly])).rejects.toThrow('the job parcel of post has 0 handlers');
  });

  it('refuses to start when a job has two handlers', async () => {
    await expect(start(backend(), [Postman, LettersOnly])).rejects.toThrow(
      'the job letter of post has 2 handlers',
    );
  });
});

describeWith('redis-server', 'on Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  promises(() => ({ kind: 'redis', address: { kind: 'single', url: server.url } }));
});

describe('defineQueue', () => {
  it('does not let a job be tried fewer than three times', () => {
    expect(() => defineQueue('post', ['letter'], { attempts: 2 })).toThrow(RangeError);
  });
});
