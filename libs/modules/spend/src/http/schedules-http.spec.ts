import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditStore } from '@tollgate/audit';
import { type ExportDeliveryView, type ExportScheduleView } from '@tollgate/core';
import { SpendApi } from '../testing/spend-api.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, keyContext } from '../testing/spend-events.js';

const BUCKET = {
  ...{ type: 's3', bucket: 'finance', prefix: 'llm/', endpoint: 'https://store.example' },
  ...{ access_key_id: 'AKIDEXAMPLE', secret_access_key: 'a-secret-of-the-store' },
};
const MONTHLY = { name: 'Month', cadence: 'monthly', time_zone: 'Europe/Berlin', destination: BUCKET };

let database: SpendDatabase;
let api: SpendApi;
beforeAll(async () => {
  database = await createSpendDatabase();
  api = await SpendApi.open(database.dataSource, [
    keyContext({ hash: hashOf('sk-viewer'), role: 'proxy_admin_viewer' }),
    keyContext({ hash: hashOf('sk-user'), role: 'internal_user', userId: 'user' }),
  ]);
}, 60_000);
afterAll(async () => {
  await api.close();
  await database.close();
});
beforeEach(() => database.dataSource.query('TRUNCATE spend_schedule, spend_delivery, spend_export'));

async function made(fields: object = {}): Promise<ExportScheduleView> {
  const { body } = await api
    .as('master')
    .post('/spend/schedules', { ...MONTHLY, ...fields })
    .expect(201);
  return body as ExportScheduleView;
}

describe('schedules over HTTP', () => {
  it('begin with the period that is now, and show no secret', async () => {
    const view = await made({ report: 'grouped', group_by: ['team', 'model'], format: 'xlsx', hour: 7 });
    expect(view).toMatchObject({
      ...{ name: 'Month', cadence: 'monthly', time_zone: 'Europe/Berlin', hour: 7, enabled: true },
      ...{ report: 'grouped', group_by: ['team', 'model'], format: 'xlsx' },
      destination: {
        ...{ type: 's3', bucket: 'finance', prefix: 'llm/', endpoint: 'https://store.example' },
        ...{ region: 'us-east-1', path_style: true, access_key_id: 'AKIDEXAMPLE' },
      },
    });
    expect(Date.parse(view.next_period.to)).toBeGreaterThan(Date.now());
    expect(Date.parse(view.next_run_at) - Date.parse(view.next_period.to)).toBe(7 * 3_600_000);
    const stored = await database.dataSource.query<object[]>('SELECT * FROM spend_schedule');
    const { body: listed } = await api.as('viewer').get('/spend/schedules').expect(200);
    for (const shown of [view, listed, stored]) expect(JSON.stringify(shown)).not.toContain('a-secret');
  });

  it('sign webhooks with a secret that is shown once', async () => {
    const url = 'https://hooks.example/in/of-finance-only';
    const view = await made({ destination: { type: 'webhook', url } });
    expect(view.signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const { body } = await api.as('master').get(`/spend/schedules/${view.id}`).expect(200);
    expect(body).toMatchObject({ destination: { type: 'webhook', url: 'https://hooks.example' } });
    expect(body).not.toHaveProperty('signing_secret');
    const own = await made({ destination: { type: 'webhook', url, secret: 'a-secret-of-my-own' } });
    expect(own).not.toHaveProperty('signing_secret');
  });

  it('are changed member by member; a secret stays with the host it was given for', async () => {
    const { id } = await made();
    const { secret_access_key: _, ...withoutSecret } = BUCKET;
    const change = (body: object) => api.as('master').patch(`/spend/schedules/${id}`, body);
    await change({ hour: 23, destination: { ...withoutSecret, prefix: 'new/' } }).expect(200);
    const { body } = await change({ destination: { ...withoutSecret, endpoint: 'https://evil.example' } });
    expect(body).toMatchObject({ error: { param: 'destination.secret_access_key' } });
    const { body: after } = await api.as('viewer').get(`/spend/schedules/${id}`).expect(200);
    expect(after).toMatchObject({ hour: 23, name: 'Month', destination: { prefix: 'new/' } });
  });

  it('are of admins: viewers read them, others do not', async () => {
    const { id } = await made();
    for (const key of ['viewer', 'user']) {
      await api.as(key).post('/spend/schedules', MONTHLY).expect(401);
      await api.as(key).patch(`/spend/schedules/${id}`, { hour: 1 }).expect(401);
      await api.as(key).post(`/spend/schedules/${id}/run`).expect(401);
      await api.as(key).remove(`/spend/schedules/${id}`).expect(401);
    }
    await api.as('user').get('/spend/schedules').expect(401);
    await api.as('user').get('/spend/deliveries').expect(401);
    await api.as('viewer').get('/spend/deliveries').expect(200);
  });

  it('are in the audit log, without secrets', async () => {
    const { id } = await made();
    await api.as('master').patch(`/spend/schedules/${id}`, { enabled: false }).expect(200);
    await api.as('master').remove(`/spend/schedules/${id}`).expect(204);
    await api.as('master').get(`/spend/schedules/${id}`).expect(404);
    const entries = await new AuditStore(database.dataSource).findByObject('spend_schedule', id, 10);
    expect(entries.map(({ action }) => action)).toEqual(['deleted', 'updated', 'created']);
    expect(entries[1]?.after).toMatchObject({ enabled: false });
    expect(JSON.stringify(entries)).not.toContain('a-secret');
  });

  it('are run out of turn: the newest period that is over, with a delivery that waits for its file', async () => {
    const { id, next_period: next } = await made();
    const nudges = api.nudges;
    const { body } = await api.as('master').post(`/spend/schedules/${id}/run`).expect(202);
    expect(body).toMatchObject({ schedule_id: id, status: 'waiting', attempts: 0, destination_type: 's3' });
    expect(api.nudges).toBe(nudges + 1);
    const delivery = body as ExportDeliveryView;
    const { body: ordered } = await api.as('master').get(`/spend/exports/${delivery.export_id}`).expect(200);
    expect(ordered).toMatchObject({
      status: 'queued',
      period: { to: next.from, time_zone: 'Europe/Berlin' },
    });
    const { body: history } = await api.as('viewer').get(`/spend/schedules/${id}/deliveries`).expect(200);
    expect(history).toEqual([delivery]);
    await api.as('master').remove(`/spend/schedules/${id}`).expect(204);
    const { body: all } = await api.as('viewer').get('/spend/deliveries').expect(200);
    expect(all).toMatchObject([{ id: delivery.id, status: 'canceled', schedule_name: 'Month' }]);
    await api.as('master').post(`/spend/deliveries/${delivery.id}/retry`).expect(400);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ cadence: null }, 'cadence'],
    [{ time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ hour: 24 }, 'hour'],
    [{ report: 'close', cadence: 'weekly' }, 'cadence'],
    [{ report: 'close', format: 'csv' }, 'format'],
    [{ group_by: ['planet'] }, 'group_by'],
    [{ destination: null }, 'destination'],
    [{ destination: { type: 'ftp' } }, 'destination.type'],
    [{ destination: { type: 's3', bucket: 'UPPER' } }, 'destination.bucket'],
    [{ destination: { ...BUCKET, endpoint: 'http://10.0.0.1:9000' } }, 'destination.endpoint'],
    [{ destination: { ...BUCKET, secret_access_key: null } }, 'destination.secret_access_key'],
    [
      { destination: { type: 's3', bucket: 'finance', endpoint: 'https://s.example' } },
      'destination.access_key_id',
    ],
    [{ destination: { type: 'webhook', url: 'http://127.0.0.1/hook' } }, 'destination.url'],
    [{ destination: { type: 'webhook', url: 'file:///etc/passwd' } }, 'destination.url'],
    [{ destination: { type: 'webhook', url: 'https://h.example', secret: 'short' } }, 'destination.secret'],
    [{ destination: { type: 'email', to: [] } }, 'destination.to'],
    [{ destination: { type: 'email', to: ['a@b.example\r\nBcc: c@d.example'] } }, 'destination.to.0'],
    [{ destination: { type: 'email', to: ['a@b.example'], bcc: 'x' } }, 'destination'],
  ])('refuse %j with the field', async (fields, param) => {
    const { body, status } = await api.as('master').post('/spend/schedules', { ...MONTHLY, ...fields });
    expect([status, body]).toMatchObject([400, { error: { param } }]);
  });

  it('answer 404 for what is not there', async () => {
    const nobody = '6f6f9d2a-0000-4000-8000-000000000000';
    for (const id of [nobody, 'x']) {
      await api.as('master').get(`/spend/schedules/${id}`).expect(404);
      await api.as('master').patch(`/spend/schedules/${id}`, { hour: 1 }).expect(404);
      await api.as('master').post(`/spend/schedules/${id}/run`).expect(404);
      await api.as('master').post(`/spend/deliveries/${id}/retry`).expect(404);
    }
  });
});
