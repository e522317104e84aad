import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { Journal, LineBatch } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import { flushLines } from '../flush/journal-batch.js';
import { type FlusherEvents, type FlusherOptions } from '../flush/flusher.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, keyContext, spendEvent, spendThreeWays } from '../testing/spend-events.js';
import { until } from '../testing/until.js';
import { SpendLedger } from './spend-ledger.js';

let database: SpendDatabase;
let directory: string;
let running: SpendLedger[] = [];

beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tollgate-ledger-'));
  await database.dataSource.query(
    'TRUNCATE spend_event, spend_total, spend_pending_hour, spend_dead_letter, virtual_key, rotated_key',
  );
});
afterEach(async () => {
  await Promise.all(running.map((ledger) => ledger.stop()));
  running = [];
  await rm(directory, { recursive: true });
});

const QUIET: FlusherEvents = {
  stored: () => undefined,
  rejected: () => undefined,
  failed: () => undefined,
  recovered: () => undefined,
  vanished: () => undefined,
};
const FAST: FlusherOptions = { intervalMs: 20, backoffMaxMs: 100 };

async function openLedger(
  options: FlusherOptions = FAST,
  dataSource: DataSource = database.dataSource,
  events: FlusherEvents = QUIET,
): Promise<SpendLedger> {
  const ledger = new SpendLedger(dataSource, await Journal.open(directory), events, options);
  running.push(ledger);
  return ledger;
}

const record = (ledger: SpendLedger, event: SpendEvent) =>
  new Promise<void>((resolve, reject) => {
    ledger.record(event, (error) => (error ? reject(error) : resolve()));
  });

async function storedCount(): Promise<number> {
  const [row] = await database.dataSource.query<{ count: number }[]>('SELECT count(*)::int FROM spend_event');
  return row?.count ?? -1;
}

describe('the ledger', () => {
  it('has a settled call in Postgres soon, and its spend in memory at once', async () => {
    const hash = await insertKey(database.dataSource, 'sk-one', 100n);
    const ledger = await openLedger();
    ledger.start();
    const key = keyContext({ hash, spend: 100n });
    const recorded = record(ledger, spendEvent({ cost: 7n }));
    expect(ledger.keySpend(key)).toBe(107n);
    await recorded;
    await until(async () => (await storedCount()) === 1);
    await until(() => ledger.figures().storedEvents === 1);
    expect(ledger.keySpend(key)).toBe(107n);
  });

  it('never shows less than was settled, nor anything twice, while flushes come and go', async () => {
    const hash = await insertKey(database.dataSource, 'sk-one');
    const ledger = await openLedger({ ...FAST, intervalMs: 1, batchRows: 10 });
    ledger.start();
    const key = keyContext({ hash });
    for (let settled = 1; settled <= 300; settled += 1) {
      await record(ledger, spendEvent({ cost: 1n }));
      expect(ledger.keySpend(key)).toBe(BigInt(settled));
      // A key loaded anew carries whatever the table held then.
      if (settled % 50 === 0) expect(ledger.keySpend({ ...key, spend: 0n })).toBe(BigInt(settled));
    }
  });

  it('follows a reset of the key within a flush', async () => {
    const hash = await insertKey(database.dataSource, 'sk-one');
    const ledger = await openLedger();
    ledger.start();
    await record(ledger, spendEvent({ cost: 9n }));
    await until(() => ledger.figures().storedEvents === 1);
    expect(ledger.keySpend(keyContext({ hash, spend: 9n }))).toBe(9n);
    await database.dataSource.query('UPDATE virtual_key SET spend = 2');
    const reloaded = keyContext({ hash, spend: 2n });
    await until(() => ledger.keySpend(reloaded) === 2n);
  });

  it('knows what the master key spent in earlier lives of the process', async () => {
    const master = keyContext({ hash: hashOf('sk-master'), master: true, spend: 0n });
    const first = await openLedger();
    first.start();
    await record(first, spendEvent({ keyHash: master.hash, cost: 11n }));
    await first.stop();
    const second = await openLedger();
    second.start();
    await until(() => second.keySpend(master) === 11n);
  });

  it('replays what a dead process committed but did not remove, without counting it again', async () => {
    const hash = await insertKey(database.dataSource, 'sk-one');
    const journal = await Journal.open(directory);
    const dead = new SpendLedger(database.dataSource, journal, QUIET);
    await Promise.all(Array.from({ length: 20 }, () => record(dead, spendEvent({ cost: 3n }))));
    journal.rotate();
    for (const segment of await journal.sealedSegments()) {
      const lines: string[] = [];
      for await (const line of segment.lines()) lines.push(line);
      await flushLines(database.dataSource, LineBatch.of(lines.slice(0, 15)), 'somebody');
    }
    await journal.close();

    const next = await openLedger();
    next.start();
    await until(async () => (await storedCount()) === 20);
    await until(() => next.figures().journal.segments === 0);
    expect(next.figures()).toMatchObject({ storedEvents: 5, rejectedLines: 0 });
    const { events, totals } = await spendThreeWays(database.dataSource);
    expect([events, totals]).toEqual([{ [hash]: '60' }, { [hash]: '60' }]);
    expect(next.keySpend(keyContext({ hash, spend: 60n }))).toBe(60n);
  });

  it('loses one row to each poison line, keeps it aside with the reason, and stores the rest', async () => {
    const ledger = await openLedger();
    const events = Array.from({ length: 100 }, () => spendEvent({ cost: 1n }));
    events[36] = { ...events[36]!, cost: -5n };
    events[37] = { ...events[37]!, id: 'no-uuid' };
    events[38] = { ...events[38]!, errorMessage: 'a\0b', metadata: { deep: ['\ud800'] } };
    await Promise.all(events.map((event) => record(ledger, event)));
    ledger.start();
    await until(() => ledger.figures().journal.segments === 0);
    expect(await storedCount()).toBe(98);
    expect(ledger.figures()).toMatchObject({ storedEvents: 98, rejectedLines: 2, failures: 0 });
    const letters = await database.dataSource.query<{ line: Buffer; reason: string }[]>(
      'SELECT line, reason FROM spend_dead_letter ORDER BY reason',
    );
    expect(letters.map((letter) => letter.reason)).toEqual(['cost is out of range', 'id is no UUID']);
    expect(JSON.parse(letters[0]!.line.toString('utf8'))).toMatchObject({ id: events[36].id, cost: '-5' });
    expect(ledger.keySpend(keyContext())).toBe(98n);
  });

  it('splits a batch that Postgres refuses until only the culprit is left out', async () => {
    await database.dataSource.query(
      `ALTER TABLE spend_event ADD CONSTRAINT no_cursed CHECK (asked_model <> 'cursed')`,
    );
    try {
      const ledger = await openLedger();
      const events = Array.from({ length: 33 }, () => spendEvent({ cost: 2n }));
      events[20] = { ...events[20]!, askedModel: 'cursed' };
      await Promise.all(events.map((event) => record(ledger, event)));
      ledger.start();
      await until(() => ledger.figures().journal.segments === 0);
      expect(ledger.figures()).toMatchObject({ storedEvents: 32, rejectedLines: 1, failures: 0 });
      expect(ledger.keySpend(keyContext())).toBe(64n);
    } finally {
      await database.dataSource.query('ALTER TABLE spend_event DROP CONSTRAINT no_cursed');
    }
  });

  it('waits while Postgres is away, and goes on by itself with nothing lost', async () => {
    const own = await database.connect();
    const happened: string[] = [];
    const ledger = await openLedger(FAST, own, {
      ...QUIET,
      failed: () => happened.push('failed'),
      recovered: () => happened.push('recovered'),
    });
    await own.destroy();
    ledger.start();
    for (let index = 0; index < 50; index += 1) await record(ledger, spendEvent({ cost: 1n }));
    await until(() => happened.length >= 2);
    expect(await storedCount()).toBe(0);
    expect(ledger.keySpend(keyContext())).toBe(50n);
    await own.initialize();
    await until(async () => (await storedCount()) === 50);
    await until(() => happened.includes('recovered'));
    await until(() => ledger.figures().journal.segments === 0);
    expect(ledger.keySpend(keyContext())).toBe(50n);
    expect((await spendThreeWays(database.dataSource)).totals).toEqual({ [hashOf('sk-one')]: '50' });
    await ledger.stop();
  });

  it('stays exact while its connections are killed again and again', async () => {
    const own = await database.connect('tollgate-victim');
    const ledger = await openLedger({ ...FAST, batchRows: 20 }, own);
    ledger.start();
    const killing = setInterval(() => {
      void database.dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'tollgate-victim'`,
      );
    }, 15);
    for (let index = 0; index < 400; index += 1) await record(ledger, spendEvent({ cost: BigInt(index) }));
    clearInterval(killing);
    await until(() => ledger.figures().journal.segments === 0 && ledger.figures().failures === 0);
    const sum = ((399n * 400n) / 2n).toString();
    const { events, totals } = await spendThreeWays(database.dataSource);
    expect([events, totals]).toEqual([{ [hashOf('sk-one')]: sum }, { [hashOf('sk-one')]: sum }]);
    expect(ledger.keySpend(keyContext())).toBe(BigInt(sum));
    await ledger.stop();
  });

  it('stores what is left when it stops, and fails calls that are recorded later', async () => {
    const ledger = await openLedger({ intervalMs: 60_000 });
    ledger.start();
    await until(() => ledger.figures().journal.segments === 0);
    await Promise.all(Array.from({ length: 1_200 }, () => record(ledger, spendEvent())));
    await ledger.stop();
    expect(await storedCount()).toBe(1_200);
    const key = keyContext();
    const before = ledger.keySpend(key);
    await expect(record(ledger, spendEvent())).rejects.toThrow('closed');
    expect(ledger.keySpend(key)).toBe(before);
  });

  it('leaves everything to the next process when Postgres stays away at the stop', async () => {
    const own = await database.connect();
    const ledger = await openLedger(FAST, own);
    await own.destroy();
    ledger.start();
    await record(ledger, spendEvent());
    await ledger.stop(200);
    const next = await openLedger();
    next.start();
    await until(async () => (await storedCount()) === 1);
  });
});
