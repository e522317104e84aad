import { createHash } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AuthHttpModule,
  AuthSettings,
  type CallerKeyLookup,
  CallerKeys,
  type SignInUser,
  UserSignIn,
} from '@tollgate/auth';
import { loadConfig } from '@tollgate/config';
import { type KeyContext } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { TenantChangePublisher } from '@tollgate/organizations';
import { ConfigurationChanges, SettingsInForce } from '@tollgate/settings';
import supertest from 'supertest';
import { DataSource } from 'typeorm';
import { ModelProbe } from '../health/model-probe.js';
import { ModelsHttpModule } from '../models-http.module.js';
import { RoutingTableStore } from '../routing-table-store.js';
import { buildRoutingTable } from '../table/build-routing-table.js';

const CONFIG = `
model_list:
  - model_name: quick
    litellm_params:
      model: openai/gpt-x
      api_key: sk-upstream-secret
      api_base: http://user:pgsecret3@gateway.example/v1
      extra_headers: { x-token: header-secret }
      my_password: param-secret
      seed: 7
      weight: 2
      input_cost_per_token: 0.0000025
      output_cost_per_token: 0.00001
    model_info: { id: quick-1, max_input_tokens: 1000, owner: { team: blue, api_key: info-secret } }
  - model_name: quick
    litellm_params: { model: anthropic/claude-x, api_key: sk-ant-secret, input_cost_per_token: 0.000003, output_cost_per_token: 0 }
    model_info: { id: quick-2, max_input_tokens: 9000, access_groups: [staff] }
  - model_name: clever
    litellm_params: { model: openai/gpt-y, api_key: sk-upstream-secret }
    model_info: { id: clever-1 }
`;
const SECRETS = ['sk-upstream', 'pgsecret3', 'header-secret', 'param-secret', 'info-secret', 'sk-ant-secret'];

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

function keyContext(key: string, change: Partial<KeyContext>): KeyContext {
  return {
    hash: hashOf(key),
    master: false,
    alias: null,
    name: null,
    role: 'internal_user',
    userId: null,
    teamId: null,
    organizationId: null,
    blocked: false,
    expiresAt: null,
    models: [],
    aliases: {},
    allowedRoutes: [],
    tags: [],
    scopes: [],
    maxBudget: null,
    spend: 0n,
    ...change,
  };
}

/** Only keys call here. */
class NoUsers extends UserSignIn {
  verify(): Promise<SignInUser | null> {
    return Promise.resolve(null);
  }
  current(): Promise<SignInUser | null> {
    return Promise.resolve(null);
  }
}

/** The master key, `sk-clever` for one model, `sk-staff` for an access group, `sk-all` for all. */
class TestKeys extends CallerKeys {
  readonly master = keyContext('sk-master', { master: true, role: 'proxy_admin' });
  readonly #known = new Map(
    [
      keyContext('sk-clever', { models: ['clever'] }),
      keyContext('sk-staff', { models: ['staff'] }),
      keyContext('sk-all', {}),
    ].map((key) => [key.hash, key]),
  );
  find(hash: string) {
    return this.#known.get(hash);
  }
  load(): Promise<CallerKeyLookup> {
    return Promise.resolve({ state: 'unknown' });
  }
  isMaster(key: string): boolean {
    return key === 'sk-master';
  }
}

@Global()
@Module({
  providers: [
    { provide: CallerKeys, useClass: TestKeys },
    { provide: UserSignIn, useClass: NoUsers },
    {
      provide: AuthSettings,
      useValue: { keyHeader: null, rootPath: '', secureCookies: false, version: '0' },
    },
    // Only sign-in by cookie asks the database, and nothing here signs in.
    { provide: DataSource, useValue: {} },
    { provide: SecretCipher, useValue: new SecretCipher('salt-key-of-the-spec') },
    {
      provide: SettingsInForce,
      useValue: new SettingsInForce({ general_settings: { store_model_in_db: false } }, {}),
    },
    // No check is made here.
    { provide: ModelProbe, useValue: {} },
    { provide: ConfigurationChanges, useValue: { changed: () => Promise.resolve() } },
    { provide: TenantChangePublisher, useValue: { ownersChanged: () => undefined } },
    RoutingTableStore,
  ],
  exports: [
    ...[CallerKeys, UserSignIn, AuthSettings, DataSource, SecretCipher, SettingsInForce],
    ...[ConfigurationChanges, TenantChangePublisher, RoutingTableStore, ModelProbe],
  ],
})
class Surroundings {}

let app: NestExpressApplication;

beforeAll(async () => {
  const testing = await Test.createTestingModule({
    imports: [Surroundings, AuthHttpModule, ModelsHttpModule],
  }).compile();
  app = testing.createNestApplication<NestExpressApplication>({ logger: false });
  await app.init();
  const loaded = await loadConfig({ path: 'config.yaml', env: {}, readFile: async () => CONFIG });
  if (!loaded.ok) throw new Error('the configuration of this spec is not valid');
  app.get(RoutingTableStore).swap(buildRoutingTable(loaded.config, {}).table);
});

afterAll(() => app.close());

const get = (path: string, key = 'sk-master') =>
  supertest(app.getHttpServer()).get(path).set('authorization', `Bearer ${key}`);

const idsIn = (body: { data: { model_info: { id: string } }[] }) =>
  body.data.map(({ model_info }) => model_info.id);

describe('GET /model/info', () => {
  it('shows an administrator address, parameters, prices and free-form facts', async () => {
    const { body } = await get('/model/info').expect(200);
    expect(idsIn(body)).toEqual(['quick-1', 'quick-2', 'clever-1']);
    expect(body.data[0]).toEqual({
      model_name: 'quick',
      litellm_params: {
        model: 'openai/gpt-x',
        api_base: 'http://gateway.example/v1',
        seed: 7,
        weight: 2,
        ...PRICES,
      },
      model_info: {
        id: 'quick-1',
        db_model: false,
        litellm_provider: 'openai',
        mode: 'chat',
        input_cost_per_token: 0.0000025,
        output_cost_per_token: 0.00001,
        max_input_tokens: 1000,
        max_output_tokens: null,
        price_source: 'config',
        owner: { team: 'blue' },
      },
    });
  });

  it('never shows a secret, to nobody', async () => {
    for (const key of ['sk-master', 'sk-all', 'sk-staff'])
      for (const path of ['/model/info', '/v1/model/info', '/v2/model/info', '/model_group/info']) {
        const { text } = await get(path, key).expect(200);
        for (const secret of SECRETS) expect(text).not.toContain(secret);
      }
  });

  it('shows a key what it may use, by name and by access group, and no address', async () => {
    expect(idsIn((await get('/model/info', 'sk-clever').expect(200)).body)).toEqual(['clever-1']);
    expect(idsIn((await get('/v1/model/info', 'sk-staff').expect(200)).body)).toEqual(['quick-1', 'quick-2']);
    const { body, text } = await get('/model/info', 'sk-all').expect(200);
    expect(idsIn(body)).toHaveLength(3);
    expect(text).not.toContain('gateway.example');
  });

  it('gives a list of one for an id, and 404 for one that is not there or not for this key', async () => {
    expect(idsIn((await get('/model/info?litellm_model_id=quick-2').expect(200)).body)).toEqual(['quick-2']);
    await get('/model/info?litellm_model_id=nothing').expect(404);
    const { body } = await get('/model/info?litellm_model_id=quick-1', 'sk-clever').expect(404);
    expect(body.error.param).toBe('litellm_model_id');
  });

  it('needs a key', async () => {
    await supertest(app.getHttpServer()).get('/model/info').expect(401);
  });
});

describe('GET /v2/model/info', () => {
  it('pages, searches and sorts', async () => {
    const page = await get('/v2/model/info?size=2&page=2').expect(200);
    expect(page.body).toMatchObject({ total_count: 3, current_page: 2, total_pages: 2, size: 2 });
    expect(idsIn(page.body)).toEqual(['clever-1']);
    expect(idsIn((await get('/v2/model/info?search=CLAUDE')).body)).toEqual(['quick-2']);
    const sorted = await get('/v2/model/info?sortBy=costs&sortOrder=desc').expect(200);
    expect(idsIn(sorted.body)).toEqual(['quick-1', 'quick-2', 'clever-1']);
  });

  it.each([
    ['page=0', 400],
    ['size=501', 400],
    ['size=x', 422],
    ['sortBy=secret', 422],
    ['sortOrder=up', 422],
  ])('refuses %s by name with %i', async (query, status) => {
    const { text } = await get(`/v2/model/info?${query}`).expect(status);
    expect(text).toContain(query.split('=')[0]);
  });
});

describe('GET /model_group/info', () => {
  it('joins the deployments of a name: all providers, the dearest price, the largest window', async () => {
    const { body } = await get('/model_group/info?model_group=quick').expect(200);
    expect(body.data).toEqual([
      {
        model_group: 'quick',
        providers: ['openai', 'anthropic'],
        mode: 'chat',
        max_input_tokens: 9000,
        max_output_tokens: null,
        input_cost_per_token: 0.000003,
        output_cost_per_token: 0.00001,
      },
    ]);
  });

  it('answers 404 for a group that this key may not use', async () => {
    await get('/model_group/info?model_group=quick', 'sk-clever').expect(404);
  });
});

describe('how deployments do', () => {
  const COOL_MS = 60_000;
  beforeAll(() =>
    app
      .get(RoutingTableStore)
      .stats.recordOf('quick-1')
      .coolUntil(Date.now() + COOL_MS),
  );
  afterAll(() => {
    app.get(RoutingTableStore).stats.recordOf('quick-1').coolingUntil = 0;
  });

  it('says which one gets no calls, until when, and that others do', async () => {
    const { body } = await get('/model/state').expect(200);
    const [quick, , clever] = body.data;
    expect(quick).toMatchObject({ model_id: 'quick-1', barrier: 'cooling', on_probation: true });
    expect(Date.parse(quick.cooling_until)).toBeGreaterThan(Date.now());
    expect(clever).toEqual({
      model_id: 'clever-1',
      barrier: null,
      cooling_until: null,
      on_probation: false,
      in_flight: 0,
      requests_this_minute: 0,
      tokens_this_minute: 0,
      recent_successes: 0,
      recent_failures: 0,
      first_content_ms: null,
      ms_per_token: null,
    });
  });

  it('plans a route with what is out of service left out', async () => {
    const { body } = await get('/model/route?model=quick&stream=true').expect(200);
    expect(body).toMatchObject({
      asked: 'quick',
      strategy: 'simple-shuffle',
      when_too_long: [],
      unknown: [],
    });
    expect(body.groups).toEqual([
      {
        name: 'quick',
        candidates: [
          {
            model_id: 'quick-1',
            sent_model: 'openai/gpt-x',
            turn: null,
            skipped: 'cooling',
            share: null,
            retries: 2,
          },
          {
            model_id: 'quick-2',
            sent_model: 'anthropic/claude-x',
            turn: 1,
            skipped: null,
            share: 1,
            retries: 2,
          },
        ],
      },
    ]);
  });

  it.each([
    ['/model/route?model=nobody', 404, 'model'],
    ['/model/route', 422, 'model'],
    ['/model/route?model=quick&stream=perhaps', 422, 'stream'],
  ])('%s is a %i', async (path, status, named) => {
    expect((await get(path).expect(status)).text).toContain(named);
  });

  it('is not for keys that see only their own models', async () => {
    await get('/model/state', 'sk-clever').expect(401);
    await get('/model/route?model=clever', 'sk-clever').expect(401);
  });
});

describe('the registry of providers', () => {
  it('is open to all and holds nothing of this installation', async () => {
    const { body, text } = await supertest(app.getHttpServer()).get('/public/providers/fields').expect(200);
    expect(body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ provider: 'openai', provider_display_name: 'OpenAI' }),
      ]),
    );
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    const { body: names } = await supertest(app.getHttpServer()).get('/public/providers').expect(200);
    expect(names).toContain('anthropic');
  });
});

describe('changes at run time', () => {
  it.each([
    ['new', { model_name: 'a', litellm_params: { model: 'openai/x', api_key: 'k' } }],
    ['update', { model_info: { id: 'quick-1' }, model_name: 'b' }],
    ['delete', { id: 'quick-1' }],
    ['block', { model_id: 'quick-1' }],
    ['unblock', { model_id: 'quick-1' }],
  ])('are refused where store_model_in_db is false, naming it: /model/%s', async (name, body) => {
    const answer = await supertest(app.getHttpServer())
      .post(`/model/${name}`)
      .set('authorization', 'Bearer sk-master')
      .send(body)
      .expect(400);
    expect(answer.body.error.message).toContain('general_settings.store_model_in_db');
  });
});

const PRICES = { input_cost_per_token: 0.0000025, output_cost_per_token: 0.00001 };
