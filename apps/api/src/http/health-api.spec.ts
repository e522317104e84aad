import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HealthEndpoint } from '@tollgate/core';
import { HealthRounds, ModelsHttpModule } from '@tollgate/models';
import { SettingsHttpModule } from '@tollgate/settings';
import { FakeProviders } from '@tollgate/testing';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

interface Answer {
  readonly key: string;
  readonly model_id: string;
  readonly status: string;
  readonly total_records: number;
  readonly health_checks: readonly object[];
  readonly result: Readonly<Record<string, unknown>>;
  readonly healthy_endpoints: readonly HealthEndpoint[];
}

const KEY = 'sk-good-0123456789';

let fakes: FakeProviders;
let world: ManagementWorld;
beforeAll(async () => {
  fakes = await FakeProviders.start({ keys: { openai: [KEY] } });
  world = await ManagementWorld.open([ModelsHttpModule, SettingsHttpModule]);
}, 60_000);
afterAll(async () => {
  await world.close();
  await fakes.close();
});

async function send(method: 'get' | 'post', path: string, body: object | null = null, key = MASTER_KEY) {
  const call = request(world.server)[method](path).set('authorization', `Bearer ${key}`);
  const { status, body: answer } = await (body === null ? call : call.send(body));
  return { status, body: answer as Answer };
}

async function added(model_name: string, params: object, model_info: object = {}): Promise<string> {
  const litellm_params = { api_key: KEY, api_base: fakes.baseUrl('openai'), ...params };
  const reply = await send('post', '/model/new', { model_name, litellm_params, model_info });
  expect(reply).toMatchObject({ status: 200 });
  return reply.body.model_id;
}

/** Paths that the fakes were asked at since. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const before = fakes.calls.list().length;
  await work();
  return fakes.calls
    .list()
    .slice(before)
    .map(({ method, path }) => `${method} ${path}`);
}
const check = (model: string, key = MASTER_KEY) => send('get', `/health?model=${model}`, null, key);

describe('GET /health', () => {
  it('asks for the list of models, which is free, where the list has the model', async () => {
    const id = await added('listed', { model: 'openai/gpt-4o-mini' });
    const paths = await asked(async () =>
      expect(await check('listed')).toMatchObject({
        status: 200,
        body: {
          healthy_count: 1,
          unhealthy_count: 0,
          healthy_endpoints: [{ model: 'openai/gpt-4o-mini', model_id: id, probe: 'models' }],
        },
      }),
    );
    expect(paths).toEqual(['GET /openai/v1/models']);
  });

  it('makes the smallest call where the list does not have it', async () => {
    await added('unlisted', { model: 'openai/gpt-4o-2024-08-06' });
    expect((await check('unlisted')).body).toMatchObject({ healthy_endpoints: [{ probe: 'call' }] });
    expect(fakes.calls.last().body).toMatchObject({ model: 'gpt-4o-2024-08-06', max_tokens: 1 });
  });

  it("says what is wrong in the provider's own words, without the key", async () => {
    const wrong = 'sk-wrong-987654321';
    await added('refused', { model: 'openai/gpt-4o-mini', api_key: wrong });
    const { body } = await check('refused');
    expect(body).toMatchObject({
      unhealthy_endpoints: [{ error: expect.stringContaining('Incorrect API key'), exception_status: 401 }],
    });
    expect(JSON.stringify(body)).not.toContain(wrong);
  });

  it('tells a model that is not there from one that is', async () => {
    await added('misspelt', { model: 'openai/gtp-4o' });
    expect((await check('misspelt')).body).toMatchObject({
      unhealthy_endpoints: [{ probe: 'call', exception_status: 404 }],
    });
  });

  it('gives up after health_check_timeout', async () => {
    fakes.always({ account: 'slow' }, { faults: [{ kind: 'hang' }] });
    await added(
      'slow',
      { model: 'openai/gpt-4o-2024-08-06', api_base: fakes.baseUrl('openai', 'slow') },
      { health_check_timeout: 0.2 },
    );
    expect((await check('slow')).body).toMatchObject({ unhealthy_count: 1 });
  });

  it('calls health_check_model for a name with an asterisk, and otherwise believes the list', async () => {
    await added('all/*', { model: 'openai/*' });
    expect((await check('all/*')).body).toMatchObject({ healthy_endpoints: [{ probe: 'models' }] });
    await added('some/*', { model: 'openai/gpt-*' }, { health_check_model: 'openai/gpt-4o-2024-08-06' });
    expect((await check('some/*')).body).toMatchObject({ healthy_endpoints: [{ probe: 'call' }] });
    expect(fakes.calls.last().model).toBe('gpt-4o-2024-08-06');
  });

  it('knows nothing of kinds whose check would cost as much as a real call', async () => {
    await added('pictures', { model: 'openai/gpt-image-9' }, { mode: 'image_generation' });
    expect((await check('pictures')).body).toMatchObject({ unknown_count: 1, healthy_count: 0 });
  });

  it('sets off no call for others than proxy admins, and shows them neither address nor error', async () => {
    const { body } = await send('post', '/user/new', { user_role: 'internal_user' });
    const paths = await asked(async () => {
      const seen = await check('listed', body.key);
      expect(seen.body.healthy_endpoints).toEqual([
        { model: 'openai/gpt-4o-mini', model_id: expect.any(String), model_name: 'listed' },
      ]);
    });
    expect(paths).toEqual([]);
    expect((await check('none')).status).toBe(404);
  });

  it('keeps what it finds', async () => {
    const history = await send('get', '/health/history?model=listed&status_filter=healthy&limit=1');
    expect(history.body).toMatchObject({
      total_records: 1,
      health_checks: [{ model_name: 'listed', status: 'healthy', checked_by: 'default_user_id' }],
    });
    expect((await send('get', '/health/history?limit=0')).status).toBe(400);
    expect((await send('get', '/health/latest')).body).toMatchObject({
      latest_health_checks: expect.objectContaining({}),
    });
  });
});

describe('background health checks', () => {
  it('check every model that does not forbid it, once an interval in all processes together', async () => {
    const silent = await added(
      'silent',
      { model: 'openai/gpt-4o' },
      { disable_background_health_check: true },
    );
    await send('post', '/config/update', {
      general_settings: { background_health_checks: true, health_check_interval: 3600 },
    });
    const rounds = world.part(HealthRounds);
    const count = async () => (await send('get', '/health/history')).body.total_records;
    const before = await count();
    rounds.start();
    await rounds.stop();
    const after = await count();
    expect(after).toBeGreaterThan(before);
    rounds.start();
    await rounds.stop();
    expect(await count()).toBe(after);
    expect((await send('get', `/health/history?model=${silent}`)).body.total_records).toBe(0);
    expect((await send('get', '/health/history?limit=1')).body.health_checks).toMatchObject([
      { checked_by: null },
    ]);
    const paths = await asked(() => check('listed'));
    expect(paths).toEqual([]);
  }, 90_000);
});

describe('POST /health/test_connection', () => {
  const test = (litellm_params: object, more: object = {}) =>
    send('post', '/health/test_connection', { litellm_params, ...more });

  it('calls a model that is not stored, and stores nothing', async () => {
    const reply = await test({
      model: 'openai/gpt-4o-mini',
      api_key: KEY,
      api_base: fakes.baseUrl('openai'),
    });
    expect(reply).toMatchObject({
      status: 200,
      body: { status: 'success', result: { model: 'openai/gpt-4o-mini', api_key: '*****' } },
    });
    expect(fakes.calls.last().path).toBe('/openai/v1/chat/completions');
  });

  it('lays what is sent over the stored model, whose key need not be sent again', async () => {
    const id = await added('tested', { model: 'openai/gtp-4o' });
    const stored = await test({ api_key: '*****' }, { model_info: { id } });
    expect(stored.body).toMatchObject({ status: 'error', result: { error_class: 'NotFoundError' } });
    const mended = await test({ model: 'openai/gpt-4o-mini', api_key: '*****' }, { model_info: { id } });
    expect(mended.body.status).toBe('success');
  });

  it('goes by a stored credential', async () => {
    await send('post', '/credentials', {
      credential_name: 'for-tests',
      credential_values: { api_key: KEY, api_base: fakes.baseUrl('openai') },
    });
    const params = { model: 'openai/text-embedding-3-small', litellm_credential_name: 'for-tests' };
    expect((await test(params, { mode: 'embedding' })).body.status).toBe('success');
    expect(fakes.calls.last().path).toBe('/openai/v1/embeddings');
  });

  it("answers 200 with the provider's own error, without secrets", async () => {
    const api_key = 'sk-wrong-987654321';
    const reply = await test({ model: 'openai/gpt-4o', api_key, api_base: fakes.baseUrl('openai') });
    expect(reply).toMatchObject({
      status: 200,
      body: { status: 'error', result: { error: expect.stringContaining('Incorrect API key') } },
    });
    expect(JSON.stringify(reply.body)).not.toContain(api_key);
  });

  it.each([
    [{ litellm_params: { model: 'unheard-of' } }, 400, 'litellm_params.model'],
    [{ litellm_params: { model: 'openai/x', litellm_credential_name: 'none' } }, 400, 'credential'],
    [{ litellm_params: { model: 'openai/*', api_key: KEY } }, 400, 'health_check_model'],
  ])('refuses %j with %i', async (body, status, text) => {
    const reply = await send('post', '/health/test_connection', body);
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).toContain(text);
  });
});
