import { createHash } from 'node:crypto';
import { type Stream } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditStore } from '@tollgate/audit';
import { type ExportView } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { writeQueuedExports } from '../exports/write-exports.js';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { SpendApi } from '../testing/spend-api.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, keyContext, spendEvent } from '../testing/spend-events.js';

/** `sk-boss` leads the team blue, `sk-worker` is a member of it; both are users. */
const KEYS = ['boss', 'worker'].map((name) => keyContext({ hash: hashOf(`sk-${name}`), userId: name }));

let database: SpendDatabase;
let api: SpendApi;
beforeAll(async () => {
  database = await createSpendDatabase();
  const { dataSource } = database;
  await insertTeam(dataSource);
  const startedAt = Date.UTC(2026, 9, 5);
  const events = [
    spendEvent({ startedAt, teamId: 'blue', userId: 'worker', keyHash: hashOf('sk-worker'), cost: 3n }),
    spendEvent({ startedAt, teamId: 'blue', userId: 'other', keyHash: hashOf('sk-other'), cost: 5n }),
    spendEvent({ startedAt, teamId: null, userId: 'worker', keyHash: hashOf('sk-second'), cost: 7n }),
    spendEvent({ startedAt, teamId: 'red', userId: 'other', keyHash: hashOf('sk-other'), cost: 11n }),
  ];
  await storeEvents(
    dataSource,
    events.map((event) => {
      const result = toEventRecord(event);
      if (!result.ok) throw new Error(result.reason);
      return result.record;
    }),
  );
  api = await SpendApi.open(dataSource, KEYS);
}, 60_000);
afterAll(async () => {
  await api.close();
  await database.close();
});

async function insertTeam(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `INSERT INTO team (team_id, team_alias, spend, model_max_budget, model_spend, models, metadata, created_at, updated_at,
       blocked, member_permissions, default_member_models, model_aliases, access_group_ids, policies)
     VALUES ('blue', 'Blue', 0, '{}', '{}', '{}', '{}', now(), now(), false, '{}', '{}', '{}', '{}', '{}')`,
  );
  for (const [user, role] of [
    ['boss', 'admin'],
    ['worker', 'user'],
  ])
    await dataSource.query(
      `INSERT INTO team_member (team_id, user_id, role, spend, allowed_models, created_at, updated_at)
       VALUES ('blue', $1, $2, 0, '{}', now(), now())`,
      [user, role],
    );
}

const OCTOBER = { period: '2026-10', group_by: ['key'], format: 'jsonl' };

async function written(key: string): Promise<ExportView> {
  const { body } = await api.as(key).post('/spend/exports', OCTOBER).expect(202);
  await writeQueuedExports({ dataSource: database.dataSource, databaseUrl: database.url }, (_, error) => {
    throw error;
  });
  const view = await api
    .as(key)
    .get(`/spend/exports/${(body as ExportView).id}`)
    .expect(200);
  return view.body as ExportView;
}

describe('spend exports over HTTP', () => {
  it('are ordered, written elsewhere, and fetched as the file their view describes', async () => {
    const { body } = await api
      .as('master')
      .post('/spend/exports', { ...OCTOBER, time_zone: 'Asia/Kolkata' })
      .expect(202);
    expect(api.nudges).toBe(1);
    expect(body).toMatchObject({
      status: 'queued',
      period: { from: '2026-09-30T18:30:00.000Z', to: '2026-10-31T18:30:00.000Z', time_zone: 'Asia/Kolkata' },
    });
    await api
      .as('master')
      .get(`/spend/exports/${(body as ExportView).id}/file`)
      .expect(404);
    const view = await written('master');
    expect(view).toMatchObject({ status: 'done', calls: 4, total_usd: '0.000000000026', rows_written: 3 });
    const file = await api
      .as('master')
      .get(`/spend/exports/${view.id}/file`)
      .buffer(true)
      .parse((response, done) => toBuffer(response, done))
      .expect(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename="spend-2026-10-by-key.jsonl"');
    expect(
      createHash('sha256')
        .update(file.body as Buffer)
        .digest('hex'),
    ).toBe(view.sha256);
  });

  it('hold a user’s own spend, and the spend of the teams he leads', async () => {
    expect(await written('worker')).toMatchObject({ calls: 2, total_usd: '0.00000000001' });
    expect(await written('boss')).toMatchObject({ calls: 2, total_usd: '0.000000000008' });
  });

  it('are seen by those who ordered them and by admins only', async () => {
    const { id } = await written('worker');
    await api.as('boss').get(`/spend/exports/${id}`).expect(404);
    await api.as('boss').remove(`/spend/exports/${id}`).expect(404);
    await api.as('master').get(`/spend/exports/${id}`).expect(200);
    const { body } = await api.as('boss').get('/spend/exports').expect(200);
    expect((body as ExportView[]).map((view) => view.id)).not.toContain(id);
    await api.as('worker').remove(`/spend/exports/${id}`).expect(204);
    await api.as('worker').get(`/spend/exports/${id}`).expect(404);
  });

  it('are in the audit log when they are ordered and when they are removed', async () => {
    const { id, sha256 } = await written('worker');
    await api.as('worker').remove(`/spend/exports/${id}`).expect(204);
    const entries = await new AuditStore(database.dataSource).findByObject('spend_export', id, 10);
    expect(entries.map(({ action, userId }) => [action, userId])).toEqual([
      ['deleted', 'worker'],
      ['created', 'worker'],
    ]);
    expect(entries[0]?.before).toMatchObject({ period: '2026-10', group_by: ['key'], sha256 });
  });

  it.each([
    [{}, 'period'],
    [{ period: '2026-13' }, 'period'],
    [{ period: '2026-10', from: '2026-10-01' }, 'period'],
    [{ from: '2026-10-01' }, 'to'],
    [{ from: '2026-10-02', to: '2026-10-01' }, 'to'],
    [{ period: '2026-10', time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ period: '2026-10', group_by: ['team', 'team'] }, 'group_by'],
    [{ period: '2026-10', group_by: ['planet'] }, 'group_by'],
    [{ period: '2026-10', group_by: [] }, 'group_by'],
    [{ period: '2026-10', report: 'focus', format: 'xlsx' }, 'format'],
    [{ period: '2026-10', report: 'focus', group_by: ['team'] }, 'group_by'],
    [{ period: '2026-10', report: 'focus', currency: 'EUR' }, 'currency'],
    [{ period: '2026-10', report: 'close', format: 'csv' }, 'format'],
    [{ from: '2026-10-01', to: '2026-10-31', report: 'close' }, 'period'],
    [{ period: '2199-10', report: 'close' }, 'period'],
    [{ period: '2026-10', currency: 'EUR' }, 'exchange_rate'],
    [
      { period: '2026-10', currency: 'EUR', exchange_rate: '1e3', exchange_rate_date: '2026-10-01' },
      'exchange_rate',
    ],
    [
      { period: '2026-10', currency: 'EUR', exchange_rate: '0.9', exchange_rate_date: '31' },
      'exchange_rate_date',
    ],
  ])('refuse %j, naming %s', async (body, param) => {
    const reply = await api.as('master').post('/spend/exports', body).expect(400);
    expect((reply.body as { error: { param: string } }).error.param).toBe(param);
  });
});

describe('a month-close pack over HTTP', () => {
  it('is ordered by those who see everything only', async () => {
    await api.as('boss').post('/spend/exports', { period: '2026-10', report: 'close' }).expect(403);
    const { body } = await api
      .as('master')
      .post('/spend/exports', { period: '2026-10', report: 'close' })
      .expect(202);
    expect(body).toMatchObject({ report: 'close', format: 'zip', status: 'queued' });
    await api
      .as('master')
      .remove(`/spend/exports/${(body as ExportView).id}`)
      .expect(204);
  });
});

describe('the spend log', () => {
  it('shows a user his calls and a team admin the team’s', async () => {
    const spends = async (key: string) => {
      const { body } = await api.as(key).get('/spend/logs/v2').expect(200);
      return (body as { data: { spend: number }[] }).data.map(({ spend }) => spend).sort((a, b) => a - b);
    };
    expect(await spends('worker')).toEqual([3e-12, 7e-12]);
    expect(await spends('boss')).toEqual([3e-12, 5e-12]);
  });
});

/** Reads a reply whole, as bytes. */
function toBuffer(response: Stream, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
