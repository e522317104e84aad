import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

const master = { authorization: `Bearer ${MASTER_KEY}` };

describe('routes of single keys and of many', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open();
  }, 60_000);
  afterAll(() => world.close());

  const http = () => request(world.server);
  const post = (path: string, body: object) => http().post(path).set(master).send(body);
  const generate = async (body: object = {}) =>
    (await post('/key/generate', body).expect(200)).body as { key: string; token: string };
  const readsItself = async (key: string) =>
    (await http().get('/key/info').auth(key, { type: 'bearer' })).status;

  it('regenerate replies like generate, and the old secret is refused at once', async () => {
    const { key, token } = await generate({ key_alias: 'rotated' });
    const { body } = await post('/key/regenerate', { key, max_budget: 4 }).expect(200);
    expect(body).toMatchObject({ key_alias: 'rotated', max_budget: 4, rotation_count: 1 });
    expect(body.key).toMatch(/^sk-[\w-]{22}$/);
    expect(body.token).toBe(body.token_id);
    expect(body.token).not.toBe(token);
    expect(await readsItself(key)).toBe(401);
    expect(await readsItself(body.key)).toBe(200);
  });

  it('regenerate by the path, by hash, with a grace period in which both secrets work', async () => {
    const { key, token } = await generate();
    const reply = await post(`/key/${token}/regenerate`, { grace_period: '1h', new_key: 'sk-chosen-by-me' });
    expect([reply.status, reply.body.key]).toEqual([200, 'sk-chosen-by-me']);
    expect([await readsItself(key), await readsItself('sk-chosen-by-me')]).toEqual([200, 200]);
    await post('/key/block', { key: 'sk-chosen-by-me' }).expect(200);
    expect([await readsItself(key), await readsItself('sk-chosen-by-me')]).toEqual([401, 401]);
  });

  it.each([
    [404, 'key', '/key/regenerate', { key: 'sk-that-nobody-has' }],
    [404, 'key', `/key/${'a'.repeat(64)}/regenerate`, {}],
    [400, 'key', '/key/nonsense/regenerate', {}],
    [400, 'new_master_key', '/key/regenerate', { key: 'sk-x-y-z-1', new_master_key: 'sk-other-master' }],
    [404, 'key', '/key/sk-that-nobody-has/reset_spend', { reset_to: 0 }],
    [400, 'reset_to', '/key/sk-that-nobody-has/reset_spend', { reset_to: -1 }],
  ])('refuse with %i and name %s: POST %s', async (status, param, path, body) => {
    const reply = await post(path, body);
    expect([reply.status, reply.body.error?.param]).toEqual([status, param]);
  });

  it('regenerate without a key is a 422 that names it', async () => {
    const reply = await post('/key/regenerate', {}).expect(422);
    expect(reply.body.detail[0]).toMatchObject({ loc: ['body', 'key'], type: 'missing' });
  });

  it('reset_spend sets spend back, never forward, and says what it was', async () => {
    const { key, token } = await generate({ spend: 3, max_budget: 2 });
    const refused = await post(`/key/${key}/reset_spend`, { reset_to: 3.5 }).expect(400);
    expect(refused.body.error.param).toBe('reset_to');
    await post(`/key/${key}/reset_spend`, { reset_to: 2.5 }).expect(400);
    const { body } = await post(`/key/${key}/reset_spend`, { reset_to: 0.25 }).expect(200);
    expect(body).toEqual({
      key_hash: token,
      spend: 0.25,
      previous_spend: 3,
      max_budget: 2,
      budget_reset_at: null,
    });
  });

  it('service-account/generate makes a key of a team and of nobody; without a team it is a 400 in shape B', async () => {
    await post('/team/new', { team_id: 'services' }).expect(200);
    const { body } = await post('/key/service-account/generate', { team_id: 'services', user_id: 'me' });
    expect(body).toMatchObject({ team_id: 'services', user_id: null });
    for (const team of [{}, { team_id: 'no-such-team' }]) {
      const refused = await post('/key/service-account/generate', team).expect(400);
      expect(refused.body.detail.error).toContain('team_id');
    }
  });

  it('bulk_update changes each key on its own, and says what became of it', async () => {
    const [one, two] = [await generate(), await generate()];
    const { body } = await post('/key/bulk_update', {
      keys: [
        { key: one.key, max_budget: 7, tags: ['a'] },
        { key: 'sk-that-nobody-has', max_budget: 7 },
        { key: two.token, budget_id: 'no-such-budget' },
      ],
    }).expect(200);
    expect(body).toMatchObject({
      total_requested: 3,
      successful_updates: [{ key: one.key, key_info: { token: one.token, max_budget: 7 } }],
      failed_updates: [
        { key: 'sk-that-nobody-has', key_info: null, failed_reason: expect.stringContaining('not found') },
        { key: two.token, key_info: null, failed_reason: expect.stringContaining('budget_id') },
      ],
    });
    expect(body.successful_updates[0].key_info.metadata).toEqual({ tags: ['a'] });
  });

  it.each([
    [400, {}, []],
    [400, {}, Array.from({ length: 501 }, () => ({ key: 'sk-1234567' }))],
    [400, {}, [{ key: 'sk-1234567', max_budget: -1 }]],
    [422, {}, [{ max_budget: 1 }]],
    [422, {}, ['sk-1234567']],
  ])('bulk_update refuses bad entries as a whole with %i (%#)', async (status, _, keys) => {
    await post('/key/bulk_update', { keys }).expect(status);
  });

  it('v2/key/info shows those that exist, with their hashes; to a key only itself', async () => {
    const [one, two] = [await generate({ key_alias: 'v2-one' }), await generate()];
    const { body } = await post('/v2/key/info', { keys: [one.key, two.token, 'sk-that-nobody-has'] });
    expect(body.key).toEqual([one.key, two.token]);
    expect(body.info.map(({ token }: { token: string }) => token)).toEqual([one.token, two.token]);
    const own = await http()
      .post('/v2/key/info')
      .auth(one.key, { type: 'bearer' })
      .send({ keys: [one.token, two.token] })
      .expect(200);
    expect(own.body.key).toEqual([one.token]);
  });

  it('aliases are listed by page, in order, and found by a part', async () => {
    for (const key_alias of ['zeta-list', 'alpha-list', 'mid_list']) await generate({ key_alias });
    const { body } = await http().get('/key/aliases?search=-list&size=1&page=2').set(master).expect(200);
    expect(body).toEqual({
      aliases: ['zeta-list'],
      total_count: 2,
      current_page: 2,
      total_pages: 2,
      size: 1,
    });
    await http().get('/key/aliases?size=0').set(master).expect(400);
  });

  it('health tells of callbacks that nothing is sent to', async () => {
    const [plain, logged] = [
      await generate(),
      await generate({ metadata: { logging: [{ callback_name: 'langfuse' }] } }),
    ];
    const health = async (key: string) =>
      (await http().post('/key/health').auth(key, { type: 'bearer' }).expect(200)).body as object;
    expect(await health(plain.key)).toEqual({ key: 'healthy', logging_callbacks: null });
    expect(await health(logged.key)).toMatchObject({
      key: 'unhealthy',
      logging_callbacks: { callbacks: ['langfuse'], status: 'unhealthy' },
    });
  });

  it('the budget that a key borrows from is shown with it', async () => {
    await world.dataSource.query(
      `INSERT INTO budget (budget_id, max_budget, created_at, updated_at) VALUES ('tier', 5000000000000, now(), now())`,
    );
    const { key } = await generate({ budget_id: 'tier' });
    const { body } = await http().get(`/key/info?key=${key}`).set(master).expect(200);
    expect(body.info).toMatchObject({
      max_budget: null,
      litellm_budget_table: { budget_id: 'tier', max_budget: 5 },
    });
  });
});
