import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModelsHttpModule, RoutingTableStore } from '@tollgate/models';
import { SettingsHttpModule, SettingsInForce } from '@tollgate/settings';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

let world: ManagementWorld;
beforeAll(async () => {
  world = await ManagementWorld.open([ModelsHttpModule, SettingsHttpModule]);
}, 60_000);
afterAll(() => world.close());

async function send(method: 'get' | 'post' | 'delete', path: string, body: object | null = null) {
  const call = request(world.server)[method](path).set('authorization', `Bearer ${MASTER_KEY}`);
  const { status, body: answer, headers } = await (body === null ? call : call.send(body));
  return { status, body: answer as unknown, headers: headers as Readonly<Record<string, string>> };
}
const update = (body: object) => send('post', '/config/update', body);
const table = () => world.part(RoutingTableStore).current;
const field = (name: string, config_type: string) =>
  send('get', `/config/field/info?field_name=${name}&config_type=${config_type}`);
const history = (id: string): Promise<object[]> =>
  world.dataSource.query(
    `SELECT action, before, after FROM audit_entry WHERE object_type = 'setting' AND object_id = $1 ORDER BY at, id`,
    [id],
  );

describe('POST /config/update', () => {
  it('acts at once, and null gives the word back to the configuration file', async () => {
    const reply = await update({
      router_settings: { num_retries: 7, fallbacks: [{ 'of-the-file': ['other'] }] },
    });
    expect(reply).toMatchObject({ status: 200, body: { message: 'Config updated successfully' } });
    expect(table().numRetries).toBe(7);
    expect(table().fallbacks.get('of-the-file')).toEqual(['other']);
    await update({ router_settings: { num_retries: null, fallbacks: null } });
    expect(table().numRetries).toBe(2);
    expect(table().fallbacks.size).toBe(0);
  });

  it.each([
    [{ router_settings: { num_retries: -1 } }, 'router_settings.num_retries'],
    [{ router_settings: { fallbacks: [{ a: ['b'], c: ['d'] }] } }, 'router_settings.fallbacks[0]'],
    [{ router_settings: { num_retrys: 1 } }, 'num_retries'],
    [{ general_settings: { master_key: 'sk-x' } }, 'general_settings.master_key'],
    [{ environment_variables: { TOLLGATE_MASTER_KEY: 'sk-x' } }, 'environment_variables.TOLLGATE_MASTER_KEY'],
    [{ model_list: [] }, '/model/new'],
    [{ routing: {} }, 'routing'],
  ])('refuses %j, naming the place, and changes nothing of the same request', async (body, place) => {
    const reply = await update({ ...body, litellm_settings: { drop_params: true } });
    expect(reply).toMatchObject({ status: 400, body: { detail: { error: expect.stringContaining(place) } } });
    expect(JSON.stringify(reply.body)).not.toContain('sk-x');
    expect(world.part(SettingsInForce).current.stored.litellm_settings).toEqual({});
  });

  it('keeps environment variables encrypted, shows their names only, and acts by them', async () => {
    await update({ environment_variables: { SPEC_OWN_KEY: 'sk-of-a-variable' } });
    await send('post', '/model/new', {
      model_name: 'by-variable',
      litellm_params: { model: 'openai/x', api_key: 'os.environ/SPEC_OWN_KEY' },
    });
    expect(table().groups.get('by-variable')?.[0]?.target.apiKey).toBe('sk-of-a-variable');
    const callbacks = await send('get', '/get/config/callbacks');
    expect(callbacks.body).toMatchObject({ status: 'success', environment_variables: ['SPEC_OWN_KEY'] });
    const rows: object[] = await world.dataSource.query('SELECT * FROM stored_setting');
    const seen = [callbacks.body, rows, await history('environment_variables.SPEC_OWN_KEY')];
    expect(JSON.stringify(seen)).not.toContain('sk-of-a-variable');
    await update({ environment_variables: { SPEC_OWN_KEY: '*****' } });
    expect(table().groups.get('by-variable')?.[0]?.target.apiKey).toBe('sk-of-a-variable');
  });

  it('adds to the integrations that are told of successes, and says that none is called yet', async () => {
    await update({ litellm_settings: { success_callback: ['langfuse'] } });
    const reply = await update({ litellm_settings: { success_callback: ['otel'] } });
    expect(reply.headers['x-tollgate-inactive-fields']).toBe('litellm_settings.success_callback');
    expect((await send('get', '/callbacks/list')).body).toEqual({
      success: ['langfuse', 'otel'],
      failure: [],
      success_and_failure: [],
    });
  });
});

describe('/config/field', () => {
  it('changes one setting, says where its value comes from, and takes it away again', async () => {
    expect((await field('cooldown_time', 'router_settings')).body).toMatchObject({
      field_value: null,
      field_type: 'Float',
      source: 'default',
      stored_in_db: false,
    });
    const body = { field_name: 'cooldown_time', field_value: 30, config_type: 'router_settings' };
    expect(await send('post', '/config/field/update', body)).toMatchObject({
      status: 200,
      body: { param_name: 'router_settings', param_value: { cooldown_time: 30 } },
    });
    expect(table().cooldownMs).toBe(30_000);
    expect((await field('cooldown_time', 'router_settings')).body).toMatchObject({
      field_value: 30,
      source: 'database',
      stored_in_db: true,
      updated_by: 'default_user_id',
      changeable: true,
    });
    expect((await send('post', '/config/field/delete', body)).status).toBe(200);
    expect(table().cooldownMs).toBe(5_000);
    expect(await history('router_settings.cooldown_time')).toMatchObject([
      { action: 'created', before: null, after: { value: 30 } },
      { action: 'deleted', before: { value: 30 }, after: null },
    ]);
  });

  it('refuses what is not there, not stored, or without a value', async () => {
    expect((await field('nothing', 'general_settings')).status).toBe(404);
    expect((await send('post', '/config/field/delete', { field_name: 'allowed_ips' })).status).toBe(400);
    expect((await send('post', '/config/field/update', { field_name: 'max_request_size_mb' })).status).toBe(
      400,
    );
    expect((await send('get', '/config/list?config_type=model_list')).status).toBe(422);
  });
});

describe('settings in effect', () => {
  it('are listed by section, with what cannot be changed at run time', async () => {
    const { body } = await send('get', '/config/list?config_type=general_settings');
    expect(body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          field_name: 'master_key',
          changeable: false,
          config_type: 'general_settings',
        }),
        expect.objectContaining({
          field_name: 'max_request_size_mb',
          changeable: true,
          field_default_value: '32',
        }),
      ]),
    );
  });

  it('of the router come with the words of each choice and with the values in effect', async () => {
    await update({ router_settings: { routing_strategy: 'peak-ewma' } });
    const { body } = await send('get', '/router/settings');
    expect(body).toMatchObject({
      current_values: { routing_strategy: 'peak-ewma' },
      routing_strategy_descriptions: { 'peak-ewma': expect.any(String) },
      fields: expect.arrayContaining([
        expect.objectContaining({
          field_name: 'routing_strategy',
          options: expect.arrayContaining(['simple-shuffle', 'peak-ewma']),
          source: 'database',
        }),
      ]),
    });
    expect((await send('get', '/router/fields')).body).not.toHaveProperty('current_values');
  });
});

describe('/fallback', () => {
  beforeAll(async () => {
    for (const model_name of ['smart', 'fast'])
      await send('post', '/model/new', { model_name, litellm_params: { model: 'openai/x', api_key: 'k' } });
  });

  it('says what is tried when a model fails, and leaves other models alone', async () => {
    await send('post', '/fallback', { model: 'fast', fallback_models: ['of-the-file'] });
    const reply = await send('post', '/fallback', {
      model: 'smart',
      fallback_models: ['fast', 'of-the-file'],
    });
    expect(reply).toMatchObject({ status: 200, body: { model: 'smart', fallback_type: 'general' } });
    expect([...table().fallbacks]).toEqual([
      ['fast', ['of-the-file']],
      ['smart', ['fast', 'of-the-file']],
    ]);
    expect((await send('get', '/fallback/smart')).body).toEqual({
      model: 'smart',
      fallback_models: ['fast', 'of-the-file'],
      fallback_type: 'general',
    });
    expect((await send('delete', '/fallback/smart')).status).toBe(200);
    expect([...table().fallbacks.keys()]).toEqual(['fast']);
    expect((await send('delete', '/fallback/smart')).status).toBe(404);
  });

  it('keeps the kinds of failures apart', async () => {
    const fallback_type = 'context_window';
    await send('post', '/fallback', { model: 'smart', fallback_models: ['fast'], fallback_type });
    expect(table().contextWindowFallbacks?.get('smart')).toEqual(['fast']);
    expect((await send('get', '/fallback/smart')).status).toBe(404);
    expect((await send('get', `/fallback/smart?fallback_type=${fallback_type}`)).status).toBe(200);
  });

  it.each([
    [{ model: 'none', fallback_models: ['fast'] }, 404, 'Model not found'],
    [{ model: 'smart', fallback_models: ['none'] }, 400, 'fallback_models'],
    [{ model: 'smart', fallback_models: [] }, 400, 'fallback_models'],
    [{ model: 'smart', fallback_models: ['smart'] }, 400, 'fallback_models'],
  ])('refuses %j with %i', async (body, status, text) => {
    expect(await send('post', '/fallback', body)).toMatchObject({
      status,
      body: { detail: { error: expect.stringContaining(text) } },
    });
  });
});
