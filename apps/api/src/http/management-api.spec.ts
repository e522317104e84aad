import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CSRF_HEADER } from '@tollgate/core';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

const master = { authorization: `Bearer ${MASTER_KEY}` };

describe('the management API', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open();
  }, 60_000);
  afterAll(() => world.close());

  const http = () => request(world.server);
  const generate = async (body: object) =>
    (await http().post('/key/generate').set(master).send(body).expect(200)).body as Record<string, string>;

  describe('key routes', () => {
    it('make a key that reads itself by every header of the contract, and nothing else', async () => {
      const { key, token } = await generate({ key_alias: 'headers' });
      for (const header of [
        'api-key',
        'x-api-key',
        'x-goog-api-key',
        'ocp-apim-subscription-key',
        'x-litellm-api-key',
      ]) {
        const reply = await http()
          .get('/key/info')
          .set(header, key ?? '')
          .expect(200);
        expect(reply.body).toMatchObject({ key: token, info: { key_alias: 'headers' } });
        expect(reply.body.info).not.toHaveProperty('token');
      }
      await http()
        .get(`/key/info?key=${'a'.repeat(64)}`)
        .auth(key ?? '', { type: 'bearer' })
        .expect(403);
      await http()
        .post('/key/update')
        .auth(key ?? '', { type: 'bearer' })
        .send({ key, rpm_limit: 1 })
        .expect(403);
    });

    it('reply to generate with every member of the contract, the secret among them once', async () => {
      const made = await generate({ duration: '30d', models: ['gpt-4o'], max_budget: 25, tags: ['ci'] });
      expect(Object.keys(made).sort()).toEqual(
        expect.arrayContaining([
          ...[
            'key',
            'token',
            'token_id',
            'key_name',
            'key_alias',
            'duration',
            'expires',
            'models',
            'aliases',
          ],
          ...['config', 'permissions', 'spend', 'max_budget', 'soft_budget', 'budget_duration', 'budget_id'],
          ...['budget_limits', 'max_parallel_requests', 'tpm_limit', 'rpm_limit', 'model_max_budget'],
          ...['model_rpm_limit', 'model_tpm_limit', 'user_id', 'team_id', 'organization_id', 'project_id'],
          ...[
            'agent_id',
            'metadata',
            'tags',
            'guardrails',
            'policies',
            'prompts',
            'blocked',
            'allowed_routes',
          ],
          ...['allowed_cache_controls', 'object_permission', 'access_group_ids', 'router_settings'],
          ...[
            'enforced_params',
            'litellm_budget_table',
            'created_by',
            'updated_by',
            'created_at',
            'updated_at',
          ],
        ]),
      );
      expect(made).toMatchObject({ duration: '30d', max_budget: 25, metadata: { tags: ['ci'] } });
      expect(made['key']).toMatch(/^sk-[\w-]{22}$/);
      expect(made['key_name']).toBe(`sk-...${made['key']?.slice(-4)}`);
    });

    it('ignore what a caller may not set', async () => {
      const made = await generate({ user_role: 'proxy_admin', token: 'x', created_by: 'me', spend_: 1 });
      expect(made).toMatchObject({ created_by: 'default_user_id' });
      expect(made['token']).toMatch(/^[0-9a-f]{64}$/);
    });

    it('name the fields that nothing acts on yet', async () => {
      const reply = await http()
        .post('/key/generate')
        .set(master)
        .send({ guardrails: ['pii'], budget_duration: '30d', models: ['m'] })
        .expect(200);
      expect(reply.headers['x-tollgate-inactive-fields']).toBe('guardrails');
    });

    it('let a block take effect on the next request', async () => {
      const { key } = await generate({});
      await http()
        .get('/key/info')
        .auth(key ?? '', { type: 'bearer' })
        .expect(200);
      await http().post('/key/block').set(master).send({ key }).expect(200);
      const refused = await http()
        .get('/key/info')
        .auth(key ?? '', { type: 'bearer' })
        .expect(401);
      expect(refused.body.error.message).toContain('Key is blocked');
    });

    it('list hashes by default, and whole keys with both names of the organization', async () => {
      const { token } = await generate({ key_alias: 'listed', organization_id: 'org-1' });
      const hashes = await http().get('/key/list?key_alias=listed').set(master).expect(200);
      expect(hashes.body).toEqual({ keys: [token], total_count: 1, current_page: 1, total_pages: 1 });
      const whole = await http()
        .get('/key/list?key_alias=listed&return_full_object=true')
        .set(master)
        .expect(200);
      expect(whole.body.keys[0]).toMatchObject({ token, org_id: 'org-1', team_alias: null, spend: 0 });
      expect(JSON.stringify(whole.body)).not.toContain('"key":');
    });

    it.each([
      ['max_budget', 400, '{"max_budget":-1}'],
      ['rpm_limit', 400, '{"rpm_limit":-1}'],
      ['max_budget', 400, '{"max_budget":1e300}'],
      ['duration', 400, '{"duration":"1fortnight"}'],
      ['budget_duration', 400, '{"budget_duration":"30 days"}'],
      ['key_alias', 400, `{"key_alias":"${'a'.repeat(256)}"}`],
      ['key_alias', 400, '{"key_alias":"a\\u0007"}'],
      ['key_alias', 400, '{"key_alias":"a\\u0000"}'],
      ['metadata.a.b', 400, '{"metadata":{"a":{"b":"\\ud800"}}}'],
      ['metadata', 400, '{"metadata":{"__proto__":{"x":1}}}'],
      ['metadata.a.0.0', 400, `{"metadata":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`],
      ['metadata', 400, `{"metadata":{"a":"${'x'.repeat(20_000)}"}}`],
      ['models', 400, '{"models":["a\\nb"]}'],
      ['key', 400, '{"key":"not-sk"}'],
      ['key', 400, '{"key":"sk-"}'],
    ])('refuse a bad value, naming %s, with %d', async (param, status, body) => {
      const reply = await http().post('/key/generate').set(master).type('json').send(body).expect(status);
      expect(reply.body.error).toMatchObject({ param, code: String(status) });
    });

    it.each([
      ['{"max_budget":"5"}', ['body', 'max_budget']],
      ['{"models":"gpt"}', ['body', 'models']],
      ['{"models":[1]}', ['body', 'models']],
      ['{"rpm_limit":1.5}', ['body', 'rpm_limit']],
      ['{"metadata":[]}', ['body', 'metadata']],
      ['{"aliases":{"a":1}}', ['body', 'aliases']],
      ['{"key_type":"root"}', ['body', 'key_type']],
      ['[]', ['body']],
    ])('refuse the wrong type %s with 422 in shape C', async (body, loc) => {
      const reply = await http().post('/key/generate').set(master).type('json').send(body).expect(422);
      expect(reply.body.detail[0]).toMatchObject({ loc, msg: expect.any(String), type: expect.any(String) });
    });

    it.each([
      ['that is cut off', '{bad', 400],
      ['that goes on after its end', '{"a":1}{', 400],
      ['that is too large', `{"key_alias":"${'a'.repeat(1_100_000)}"}`, 413],
    ])('answer a body %s without a trace of their insides', async (_, body, status) => {
      const reply = await http().post('/key/generate').set(master).type('json').send(body).expect(status);
      expect(JSON.stringify(reply.body)).not.toMatch(/node_modules|at JSON|\.ts|\.js/);
    });
  });

  describe('who may call', () => {
    it.each([
      [{}, 'No api key passed in'],
      [{ authorization: 'sk-x' }, 'Malformed API Key passed in'],
      [{ authorization: 'Bearer nope' }, "expected to start with 'sk-'"],
      [{ authorization: 'Bearer sk-unknown-0000' }, 'Unable to find token in cache or'],
    ])('is refused without a valid key: %j', async (headers, text) => {
      const reply = await http().get('/key/list').set(headers).expect(401);
      expect(reply.body.error.message).toContain(text);
      expect(reply.text).not.toContain('sk-unknown-0000');
    });

    it('is stated for every route', () => {
      const open = world
        .routes()
        .filter((route) => route.access === 'public')
        .map((route) => route.path);
      expect(world.routes().every((route) => route.access !== null)).toBe(true);
      expect(open.sort()).toEqual([
        ...['/', '/health/liveliness', '/health/liveness', '/health/readiness', '/metrics'],
        ...['/onboarding/claim_token', '/ui/session', '/ui/session'],
      ]);
    });

    it('stays within the routes of the key', async () => {
      const { key } = await generate({ allowed_routes: ['/key/list'] });
      await http()
        .get('/key/list')
        .auth(key ?? '', { type: 'bearer' })
        .expect(200);
      const reply = await http()
        .get('/key/info')
        .auth(key ?? '', { type: 'bearer' })
        .expect(403);
      expect(reply.body.error.message).toContain('Virtual key is not allowed to call this route');
    });
  });

  describe('dashboard sessions', () => {
    async function signIn() {
      const reply = await http().post('/ui/session').send({ key: MASTER_KEY }).expect(200);
      const cookie = String(reply.headers['set-cookie']);
      return {
        cookie: cookie.split(';', 1)[0] ?? '',
        attributes: cookie,
        csrf: String(reply.body.csrf_token),
      };
    }

    it('live in a cookie that no script and no other site can use', async () => {
      const { attributes } = await signIn();
      expect(attributes).toMatch(/HttpOnly/);
      expect(attributes).toMatch(/SameSite=Strict/);
    });

    it('read with the cookie, and write only with the CSRF token as well', async () => {
      const { cookie, csrf } = await signIn();
      await http().get('/key/list').set('cookie', cookie).expect(200);
      await http().post('/key/generate').set('cookie', cookie).send({}).expect(403);
      await http().post('/key/generate').set('cookie', cookie).set(CSRF_HEADER, 'x').send({}).expect(403);
      await http().post('/key/generate').set('cookie', cookie).set(CSRF_HEADER, csrf).send({}).expect(200);
    });

    it('end on the server when signed out', async () => {
      const { cookie, csrf } = await signIn();
      await http().delete('/ui/session').set('cookie', cookie).set(CSRF_HEADER, csrf).expect(204);
      await http().get('/ui/session').set('cookie', cookie).expect(401);
      await http().get('/key/list').set('cookie', cookie).expect(401);
    });

    it('store no token that could be used', async () => {
      const { cookie } = await signIn();
      const rows: unknown = await world.dataSource.query('SELECT * FROM ui_session');
      expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]);
    });

    it('end after 24 hours', async () => {
      const { cookie } = await signIn();
      await world.dataSource.query("UPDATE ui_session SET expires_at = now() - interval '1 second'");
      await http().get('/ui/session').set('cookie', cookie).expect(401);
    });

    it('do not open with anything but the master key, and guessing is slowed down', async () => {
      const { key } = await generate({});
      await http().post('/ui/session').send({ key }).expect(401);
      await http().post('/ui/session').send({}).expect(422);
      for (let guess = 0; guess < 9; guess += 1)
        await http()
          .post('/ui/session')
          .send({ key: `sk-guess-${guess}` })
          .expect(401);
      const refused = await http().post('/ui/session').send({ key: MASTER_KEY }).expect(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    });
  });

  describe('everything around', () => {
    it('answers unknown routes in JSON, with a request id', async () => {
      const reply = await http().get('/no/such/route').set('x-request-id', 'mine-1').expect(404);
      expect(reply.body.error).toMatchObject({ type: 'not_found_error', code: '404' });
      expect(reply.headers['x-request-id']).toBe('mine-1');
    });

    it('never repeats a request id that could forge a log line', async () => {
      const reply = await http().get('/no/such/route').set('x-request-id', 'a b"c').expect(404);
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('serves probes to everyone', async () => {
      expect((await http().get('/health/liveliness').expect(200)).body).toBe("I'm alive!");
      expect((await http().get('/health/readiness').expect(200)).body).toEqual({
        status: 'healthy',
        db: 'connected',
      });
    });

    it('shows metrics to callers with a key only', async () => {
      await http().get('/metrics').expect(401);
      await http().get('/metrics').set(master).expect(200);
    });

    it('describes itself', async () => {
      const { body } = await http().get('/openapi.json').expect(200);
      expect(Object.keys(body.paths)).toEqual(
        expect.arrayContaining(['/key/generate', '/key/info', '/key/list']),
      );
      await http().get('/docs').expect(200);
    });

    it('sends browsers to the dashboard, which runs no script but its own', async () => {
      await http().get('/').set('accept', 'text/html').expect(302).expect('location', '/ui/');
      const page = await http().get('/ui/keys');
      const policy = String(page.headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    });

    it('has the same routes below the root path', async () => {
      await http().get('/llm/health/liveness').expect(200);
      await http().get('/llm/key/list').set(master).expect(200);
    });

    it('answers 503, and names nothing of the database, while Postgres is away', async () => {
      await world.stopPostgres();
      const reply = await http().post('/key/generate').set(master).send({}).expect(503);
      expect(reply.body.error).toMatchObject({ type: 'service_unavailable_error' });
      expect(reply.text).not.toMatch(/postgres|ECONN|127\.0\.0\.1|INSERT|virtual_key/i);
      await http().get('/health/liveness').expect(200);
    }, 30_000);
  });
});
