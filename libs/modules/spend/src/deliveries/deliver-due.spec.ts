import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeliveryNetwork, type MailSettings, signatureOf, textBody } from '@tollgate/delivery';
import { HttpSink, MailSink, ObjectStoreSink, STORE_KEYS } from '@tollgate/testing';
import { type Destination } from '../destinations/destination.js';
import { writeQueuedExports } from '../exports/write-exports.js';
import { type SpendDeliveryRow } from '../rows/spend-delivery-row.js';
import { ScheduleStore } from '../schedules/schedule-store.js';
import { runOf } from '../schedules/schedule-periods.js';
import { startDueSchedules } from '../schedules/start-due-schedules.js';
import { ExportWorld } from '../testing/export-world.js';
import { SPEC_CIPHER } from '../testing/spend-api.js';
import { type SpendDatabase } from '../testing/spend-database.js';
import { spendEvent } from '../testing/spend-events.js';
import { deliverDue } from './deliver-due.js';
import { DeliveryStore } from './delivery-store.js';

const HERE: DeliveryNetwork = {
  mayReach: () => true,
  lookup: (_host, _options, done) => done(new Error('no names here'), ''),
};
/** 1 November 2026, 06:00: the schedules' file of October is due. */
const DUE = new Date('2026-11-01T06:00:00Z');
const ID = '6f6f9d2a-0000-4000-8000-000000000001';

let database: SpendDatabase;
let schedules: ScheduleStore;
let deliveries: DeliveryStore;
let http: HttpSink;
let store: ObjectStoreSink;
let mailbox: MailSink;
beforeAll(async () => {
  const at = (day: number) => Date.UTC(2026, 9, day, 12);
  const world = await ExportWorld.open([
    spendEvent({ startedAt: at(5), teamId: 'red', cost: 250_000_000_000n }),
    spendEvent({ startedAt: at(6), teamId: 'blue', cost: 500_000_000_000n }),
    spendEvent({ startedAt: at(7), teamId: 'blue', cost: null }),
  ]);
  database = world.database;
  schedules = new ScheduleStore(database.dataSource, SPEC_CIPHER);
  deliveries = new DeliveryStore(database.dataSource);
  [http, store, mailbox] = [await HttpSink.start(), await ObjectStoreSink.start(), await MailSink.start()];
}, 60_000);
afterAll(async () => {
  await Promise.all([http.close(), store.close(), mailbox.close()]);
  await database.close();
});
beforeEach(async () => {
  await database.dataSource.query(
    'TRUNCATE spend_schedule, spend_delivery, spend_export, spend_export_chunk',
  );
  http.received.splice(0);
});

/** The file of October, as `group_by team` has it: 0.25 + 0.5 dollars, summed by hand. */
const OCTOBER = /^team_id,.*\r\nblue,.*,0\.5\r\nred,.*,0\.25\r\n$/s;

async function schedule(
  destination: Destination,
  createdAt = new Date('2026-10-15T09:00:00Z'),
): Promise<void> {
  const rhythm = { cadence: 'monthly', timeZone: 'UTC', hour: 6 } as const;
  const run = runOf(rhythm, createdAt);
  await schedules.save(database.dataSource.manager, {
    ...{ id: ID, name: 'Month', ...rhythm, enabled: true, destination },
    report: { report: 'grouped', format: 'csv', groupBy: ['team'] },
    ...{ nextFrom: run.from, nextTo: run.to, nextRunAt: run.runAt },
    ...{ createdAt, updatedAt: createdAt, createdBy: null, createdByKey: 'hash' },
  });
}

/** What the worker does: starts what is due, writes, delivers. */
async function sweep(now = DUE): Promise<SpendDeliveryRow[]> {
  await startDueSchedules(database.dataSource, now);
  await writeQueuedExports({ dataSource: database.dataSource, databaseUrl: database.url }, (_, error) => {
    throw error;
  });
  await deliver();
  return deliveries.newest(ID, 10);
}

async function deliver(): Promise<void> {
  const mail: MailSettings = {
    ...{ host: '127.0.0.1', port: mailbox.port, security: 'none', user: null, password: null },
    sender: 'tollgate@example.com',
  };
  await deliverDue(database.dataSource, schedules, { network: HERE, mail });
}

const webhook = (): Destination => ({
  type: 'webhook',
  url: `${http.url}/spend`,
  secret: 'secret-of-the-hook',
});

describe('a scheduled export', () => {
  it('is not written before its time', async () => {
    await schedule(webhook());
    expect(await sweep(new Date('2026-11-01T05:59:59Z'))).toEqual([]);
  });

  it('is posted to a webhook, signed, once, and the schedule goes on with the next month', async () => {
    await schedule(webhook());
    const [delivery] = await sweep();
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: 1,
      period: '2026-10',
      location: http.url,
    });
    await sweep();
    const [received, ...others] = http.received;
    expect(others).toEqual([]);
    const text = received?.body.toString() ?? '';
    expect(text).toMatch(OCTOBER);
    expect(received?.headers).toMatchObject({
      'x-tollgate-event': 'spend_export.delivered',
      'content-disposition': 'attachment; filename="spend-2026-10-by-team.csv"',
    });
    const sentAt = new Date(Number(received?.headers['webhook-timestamp']) * 1_000);
    const signature = await signatureOf('secret-of-the-hook', delivery?.id ?? '', sentAt, textBody(text, ''));
    expect(received?.headers).toMatchObject({ ...signature });
    expect(await schedules.find(ID)).toMatchObject({ nextRunAt: new Date('2026-12-01T06:00:00Z') });
  });

  it('is put into a bucket under its name', async () => {
    const place = { bucket: 'finance', region: 'eu-central-1', endpoint: store.endpoint, pathStyle: true };
    await schedule({ type: 's3', prefix: 'llm/', store: { ...place, keys: STORE_KEYS } });
    const [delivery] = await sweep();
    expect(delivery).toMatchObject({
      status: 'delivered',
      location: 's3://finance/llm/spend-2026-10-by-team.csv',
    });
    expect(store.objects.get('llm/spend-2026-10-by-team.csv')?.bytes.toString()).toMatch(OCTOBER);
  });

  it('is mailed with its figures and what they leave out', async () => {
    await schedule({ type: 'email', to: ['cfo@example.com'] });
    expect(await sweep()).toMatchObject([{ status: 'delivered', location: 'cfo@example.com' }]);
    const source = mailbox.received.at(-1)?.source.replaceAll('=\r\n', '') ?? '';
    expect(source).toContain('Spend of 2026-10: 0.75 USD for 3 calls.');
    expect(source).toContain('1 of them have no known price and are not in the total.');
  });

  it('has a file for every month that was missed, in their order', async () => {
    await schedule(webhook(), new Date('2026-08-15T09:00:00Z'));
    const rows = await sweep();
    expect(rows.map(({ period }) => period).sort()).toEqual(['2026-08', '2026-09', '2026-10']);
  });
});

describe('a delivery that fails', () => {
  it('waits a minute and tries again, with the same id', async () => {
    await schedule(webhook());
    http.answers.push(503);
    const [first] = await sweep();
    expect(first).toMatchObject({
      ...{ status: 'waiting', attempts: 1, error: 'The webhook failed: its server answered 503.' },
    });
    const wait = (first?.nextAttemptAt.getTime() ?? 0) - Date.now();
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    await deliver();
    expect(http.received).toHaveLength(1);
    await database.dataSource.query('UPDATE spend_delivery SET next_attempt_at = now()');
    await deliver();
    expect(await deliveries.newest(ID, 1)).toMatchObject([{ status: 'delivered', attempts: 2, error: null }]);
    const [one, other] = http.received.map(({ headers }) => headers['webhook-id']);
    expect(other).toBe(one);
  });

  it('is given up after eight tries', async () => {
    await schedule(webhook());
    http.answers.push(...Array<number>(8).fill(500));
    await sweep();
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      await database.dataSource.query('UPDATE spend_delivery SET next_attempt_at = now()');
      await deliver();
    }
    expect(await deliveries.newest(ID, 1)).toMatchObject([{ status: 'failed', attempts: 8 }]);
    expect(http.received).toHaveLength(8);
  });

  it('goes where the schedule says now', async () => {
    await schedule({ ...webhook(), url: `${http.url}/old` } as Destination);
    http.answers.push(404);
    await sweep();
    await schedule(webhook());
    await database.dataSource.query('UPDATE spend_delivery SET next_attempt_at = now()');
    await deliver();
    expect(http.received.map(({ path }) => path)).toEqual(['/old', '/spend']);
  });

  it('says that its export failed', async () => {
    await schedule(webhook());
    await startDueSchedules(database.dataSource, DUE);
    await database.dataSource.query(`UPDATE spend_export SET status = 'failed', error = 'No room.'`);
    await deliver();
    expect(await deliveries.newest(ID, 1)).toMatchObject([
      { status: 'failed', error: 'The export failed: No room.' },
    ]);
  });

  it('never leaves with a destination of another salt key', async () => {
    await schedule(webhook());
    await database.dataSource.query(`UPDATE spend_schedule SET destination = 'tg1:00000000:AAAA'`);
    expect(await sweep()).toMatchObject([
      { status: 'failed', error: expect.stringContaining('cannot be decrypted') },
    ]);
    expect(http.received).toEqual([]);
  });

  it('is taken over when its worker has died', async () => {
    await schedule(webhook());
    await startDueSchedules(database.dataSource, DUE);
    await writeQueuedExports({ dataSource: database.dataSource, databaseUrl: database.url }, () => undefined);
    expect(await deliveries.claim()).not.toBeNull();
    expect(await deliveries.claim()).toBeNull();
    await database.dataSource.query(`UPDATE spend_delivery SET leased_until = now() - interval '1 second'`);
    await deliver();
    expect(await deliveries.newest(ID, 1)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });
});
