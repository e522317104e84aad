import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditEntryView, type AuditPage, type AuditQuery } from '@tollgate/core';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';
import { PRODUCT_MODULES } from './product-modules.js';

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

describe('the audit log over HTTP', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open(PRODUCT_MODULES);
  }, 90_000);
  afterAll(() => world.close());

  const post = (path: string, body: object, headers: Record<string, string> = {}, key = MASTER_KEY) =>
    request(world.server)
      .post(path)
      .set({ authorization: `Bearer ${key}`, ...headers })
      .send(body);
  const get = (path: string, key = MASTER_KEY) =>
    request(world.server).get(path).auth(key, { type: 'bearer' });
  const pageOf = async (query: Partial<Record<keyof AuditQuery, string | number>>): Promise<AuditPage> => {
    const reply = await get('/audit').query(query).expect(200);
    return reply.body as AuditPage;
  };
  const made = async (path: string, body: object) => {
    const reply = await post(path, body).expect(200);
    return reply.body as Record<string, string>;
  };

  it('says who did what, from what to what, and from where', async () => {
    const { team_id = '' } = await made('/team/new', { team_alias: 'Before', max_budget: 1 });
    await post(
      '/team/update',
      { team_id, team_alias: 'After' },
      { 'litellm-changed-by': 'terraform', 'x-request-id': 'run-17' },
    ).expect(200);
    const { audit_logs: entries, total } = await pageOf({ object_id: team_id });
    expect(total).toBe(2);
    expect(entries[0]).toEqual({
      id: expect.any(String),
      updated_at: expect.any(String),
      changed_by: 'terraform',
      changed_by_api_key: hashOf(MASTER_KEY),
      action: 'updated',
      table_name: 'LiteLLM_TeamTable',
      object_id: team_id,
      before_value: { team_alias: 'Before' },
      updated_values: { team_alias: 'After' },
      object_type: 'team',
      user_id: 'default_user_id',
      role: 'proxy_admin',
      via: 'master',
      ip: expect.stringMatching(/127\.0\.0\.1|::1/),
      request_id: 'run-17',
    });
    expect(entries[1]).toMatchObject({
      action: 'created',
      changed_by: 'default_user_id',
      before_value: null,
    });
    const one = await get(`/audit/${entries[0]?.id}`).expect(200);
    expect(one.body).toEqual(entries[0]);
  });

  it('finds the acts of one user, however they were signed', async () => {
    const { user_id = '', key = '' } = await made('/user/new', { user_role: 'proxy_admin' });
    await post('/team/new', {}, { 'litellm-changed-by': 'somebody-else' }, key).expect(200);
    await post('/team/new', {}, {}, key).expect(200);
    expect((await pageOf({ user_id })).total).toBe(2);
    expect((await pageOf({ changed_by: user_id })).total).toBe(1);
    expect((await pageOf({ changed_by: 'somebody-else' })).total).toBe(1);
    expect((await pageOf({ changed_by_api_key: key })).total).toBe(2);
    expect((await pageOf({ changed_by_api_key: hashOf(key) })).total).toBe(2);
  });

  it('finds acts by kind of object, by action, and by both names of a table', async () => {
    const { key = '' } = await made('/key/generate', {});
    await post('/key/block', { key }).expect(200);
    const hash = hashOf(key);
    for (const kind of [{ object_type: 'virtual_key' }, { table_name: 'LiteLLM_VerificationToken' }]) {
      const { audit_logs: entries } = await pageOf({ object_id: hash, ...kind, action: 'blocked' });
      expect(entries).toMatchObject([{ action: 'blocked', object_id: hash }]);
    }
    expect((await pageOf({ object_key_hash: key })).total).toBe(2);
    expect((await pageOf({ object_id: hash, table_name: 'LiteLLM_TeamTable' })).total).toBe(0);
    expect((await pageOf({ object_key_hash: key, object_type: 'team' })).total).toBe(0);
  });

  it('shows the history of a team with that of its keys, also when they are gone', async () => {
    const { team_id = '' } = await made('/team/new', {});
    const { key = '' } = await made('/key/generate', { team_id });
    await made('/key/update', { key, rpm_limit: 5 });
    await made('/team/delete', { team_ids: [team_id] });
    const { audit_logs: entries } = await pageOf({ object_team_id: team_id });
    const acts = entries.map(({ object_type: type, action }) => `${type} ${action}`).sort();
    expect(acts).toEqual([
      ...['team created', 'team deleted'],
      ...['virtual_key created', 'virtual_key deleted', 'virtual_key updated'],
    ]);
  });

  it('pages by cursor without leaving one out or showing one twice, while others are written', async () => {
    const { organization_id: id = '' } = await made('/organization/new', { organization_alias: 'Paged' });
    for (let turn = 0; turn < 6; turn += 1)
      await request(world.server)
        .patch('/organization/update')
        .auth(MASTER_KEY, { type: 'bearer' })
        .send({ organization_id: id, rpm_limit: turn })
        .expect(200);
    const seen: AuditEntryView[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AuditPage = await pageOf({ object_id: id, page_size: 2, cursor });
      seen.push(...page.audit_logs);
      cursor = page.next_cursor;
      await request(world.server)
        .patch('/organization/update')
        .auth(MASTER_KEY, { type: 'bearer' })
        .send({ organization_id: id, rpm_limit: 100 + seen.length })
        .expect(200);
    }
    expect(seen.map(({ updated_values: after }) => after?.['rpm_limit'] ?? null)).toEqual([
      ...[5, 4, 3, 2, 1, 0],
      null,
    ]);
    expect(new Set(seen.map((entry) => entry.id)).size).toBe(7);
  });

  it('pages by number as LiteLLM does, and in the other direction', async () => {
    const { team_id = '' } = await made('/team/new', {});
    await made('/team/block', { team_id });
    await made('/team/unblock', { team_id });
    const page = await pageOf({ object_id: team_id, page: 2, page_size: 2, sort_order: 'asc' });
    expect(page).toMatchObject({ total: 3, page: 2, page_size: 2, total_pages: 2, next_cursor: null });
    expect(page.audit_logs).toMatchObject([{ action: 'unblocked' }]);
  });

  it('confines itself to days and instants, both ends included', async () => {
    const { team_id = '' } = await made('/team/new', {});
    const [entry] = (await pageOf({ object_id: team_id })).audit_logs;
    const at = entry?.updated_at ?? '';
    const day = at.slice(0, 10);
    const count = async (query: Record<string, string>) =>
      (await pageOf({ object_id: team_id, ...query })).total;
    expect(await count({ start_date: day, end_date: day })).toBe(1);
    expect(await count({ start_date: at, end_date: at })).toBe(1);
    expect(await count({ end_date: new Date(Date.parse(at) - 1).toISOString() })).toBe(0);
    expect(await count({ start_date: new Date(Date.parse(at) + 1).toISOString() })).toBe(0);
  });

  it.each([
    ['action', 'an unknown one', 'removed'],
    ['sort_by', 'a column that is not offered', 'ip'],
    ['sort_order', 'an unknown one', 'up'],
    ['start_date', 'no time', 'yesterday'],
    ['end_date', 'a day there is not', '2026-02-31'],
    ['cursor', 'SQL', "1' OR '1'='1"],
    ['page', 'below 1', '0'],
    ['page_size', 'above 100', '101'],
    ['object_id', 'too long', 'x'.repeat(300)],
  ])('refuses %s with a 400 that names it: %s', async (field, _, value) => {
    const reply = await get('/audit').query({ [field]: value });
    expect([reply.status, JSON.stringify(reply.body)]).toEqual([400, expect.stringContaining(field)]);
  });

  it('refuses a cursor in an order that is not by time', async () => {
    const { next_cursor: cursor } = await pageOf({ page_size: 1 });
    await get('/audit')
      .query({ sort_by: 'action', cursor: cursor ?? '' })
      .expect(400);
  });

  it.each(['nonsense', '00000000-0000-4000-8000-000000000000'])('knows no entry %s', async (id) => {
    const reply = await get(`/audit/${id}`).expect(404);
    expect(reply.body.detail.error).toContain('no such entry');
  });

  it('is for admins and admin viewers', async () => {
    const keyOf = async (role: string) => (await made('/user/new', { user_role: role }))['key'];
    await get('/audit', await keyOf('proxy_admin_viewer')).expect(200);
    await get('/audit', await keyOf('internal_user')).expect(401);
  });
});
