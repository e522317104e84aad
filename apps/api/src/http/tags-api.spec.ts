import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TagView } from '@tollgate/core';
import { TagsHttpModule } from '@tollgate/tags';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

describe('tags over HTTP', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open([TagsHttpModule]);
  }, 90_000);
  afterAll(() => world.close());

  const post = (path: string, body: object) =>
    request(world.server).post(path).auth(MASTER_KEY, { type: 'bearer' }).send(body);
  const get = (path: string) => request(world.server).get(path).auth(MASTER_KEY, { type: 'bearer' });

  it('are made, shown by name and listed, and act before the reply', async () => {
    const { body } = await post('/tag/new', {
      ...{ name: 'ci', description: 'Builds', models: ['gpt-4o'], model_info: { a: 'b' }, max_budget: 3 },
    }).expect(200);
    expect(body).toMatchObject({
      message: expect.any(String),
      tag: {
        ...{ name: 'ci', description: 'Builds', models: ['gpt-4o'], model_info: { a: 'b' }, spend: 0 },
        ...{ created_by: 'default_user_id', litellm_budget_table: { max_budget: 3 } },
      },
    });
    expect(world.attributions.of(null, ['ci'])).toMatchObject([
      { kind: 'tag', id: 'ci', models: ['gpt-4o'], scope: { maxBudget: 3_000_000_000_000n } },
    ]);
    expect((await post('/tag/info', { names: ['ci', 'nobody'] }).expect(200)).body).toEqual({ ci: body.tag });
    expect((await get('/tag/list').expect(200)).body).toEqual([body.tag]);
  });

  it('change only where the body says so, and go', async () => {
    await post('/tag/new', { name: 'short', description: 'x', rpm_limit: 1 }).expect(200);
    const { body } = await post('/tag/update', { name: 'short', rpm_limit: null }).expect(200);
    expect(body.tag).toMatchObject({ description: 'x', rpm_limit: null });
    await post('/tag/delete', { name: 'short' }).expect(200);
    await post('/tag/delete', { name: 'short' }).expect(404);
    await post('/tag/update', { name: 'short' }).expect(404);
    await post('/tag/info', { names: ['short'] }).expect(404);
  });

  it('list those that calls of a time carried as well', async () => {
    const event = {
      ...{ id: '00000000-0000-4000-8000-000000000001', call_id: 'c', status: 'success', http_status: 200 },
      ...{ call_type: 'acompletion', stream: false, asked_model: 'm', key_hash: 'k', tags: ['seen', 'ci'] },
      ...{ metadata: {}, usage_estimated: false, attempted_retries: 0, attempted_fallbacks: 0 },
      ...{ started_at: '2026-03-18T23:59:59Z', ended_at: '2026-03-19T00:00:01Z' },
    };
    await world.dataSource.query(
      'INSERT INTO spend_event SELECT * FROM json_populate_record(NULL::spend_event, $1::json)',
      [JSON.stringify(event)],
    );
    const names = async (query: string) => {
      const { body } = await get(`/tag/list?${query}`).expect(200);
      return (body as TagView[]).map(({ name }) => name);
    };
    expect(await names('start_date=2026-03-18&end_date=2026-03-18')).toEqual(['ci', 'seen']);
    expect(await names('start_date=2026-03-19&end_date=2026-03-20')).toEqual(['ci']);
  });

  it.each([
    ['/tag/list?start_date=2026-03-18', 'end_date'],
    ['/tag/list?start_date=2026-13-40&end_date=2026-03-18', 'start_date'],
    ['/tag/list?start_date=2020-01-01&end_date=2026-03-18', 'end_date'],
  ])('refuse %s, naming %s', async (path, field) => {
    const reply = await get(path).expect(400);
    expect(JSON.stringify(reply.body)).toContain(field);
  });

  it.each([
    ['name', {}],
    ['name', { name: 'ci' }],
    ['name', { name: 'x'.repeat(129) }],
    ['description', { name: 'n', description: 'x'.repeat(1_001) }],
    ['budget_id', { name: 'n', budget_id: 'none' }],
    ['rpm_limit', { name: 'n', rpm_limit: 1.5 }],
    ['soft_budget', { name: 'n', max_budget: 1, soft_budget: 2 }],
    ['model_info', { name: 'n', model_info: [] }],
  ])('are refused for a bad %s: %j', async (field, body) => {
    const reply = await post('/tag/new', body);
    expect([400, 422]).toContain(reply.status);
    expect(JSON.stringify(reply.body)).toContain(field);
  });
});
