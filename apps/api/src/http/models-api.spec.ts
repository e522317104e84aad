import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModelsHttpModule } from '@tollgate/models';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

/** What these tests read of answers. */
interface Answer {
  readonly key: string;
  readonly model_id: string;
  readonly model_info: Readonly<Record<string, unknown>>;
  readonly litellm_params: Readonly<Record<string, unknown>>;
  readonly data?: readonly Answer[];
  readonly team_info: { readonly models: readonly string[] };
}

const SECRET = 'sk-upstream-0123456789';

let world: ManagementWorld;
beforeAll(async () => {
  world = await ManagementWorld.open([ModelsHttpModule]);
}, 60_000);
afterAll(() => world.close());

async function send(
  method: 'get' | 'post' | 'patch',
  path: string,
  body: object | null = null,
  key = MASTER_KEY,
) {
  const call = request(world.server)[method](path).set('authorization', `Bearer ${key}`);
  const { status, body: answer } = await (body === null ? call : call.send(body));
  return { status, body: answer as Answer };
}
const post = (path: string, body: object, key = MASTER_KEY) => send('post', path, body, key);

async function added(fields: object): Promise<string> {
  const { status, body } = await post('/model/new', {
    model_name: 'smart',
    litellm_params: { model: 'openai/gpt-x', api_key: SECRET },
    ...fields,
  });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.model_id;
}

async function infoOf(id: string): Promise<Answer> {
  const { body } = await send('get', `/model/info?litellm_model_id=${id}`);
  const [info] = body.data ?? [];
  if (!info) throw new Error(`no model ${id}`);
  return info;
}
const stored = (id: string): Promise<Record<string, unknown>[]> =>
  world.dataSource.query('SELECT * FROM proxy_model WHERE model_id = $1', [id]);
const history = (id: string): Promise<{ action: string; before: object; after: object }[]> =>
  world.dataSource.query(
    `SELECT action, before, after FROM audit_entry WHERE object_type = 'proxy_model' AND object_id = $1 ORDER BY at, id`,
    [id],
  );

describe('POST /model/new', () => {
  it('answers the row without its secrets, and lists the model at once', async () => {
    const { body } = await post('/model/new', {
      model_name: 'clever',
      litellm_params: {
        model: 'openai/gpt-x',
        api_key: SECRET,
        rpm: 60,
        extra_headers: { 'x-token': SECRET },
      },
      model_info: { id: 'clever-1', base_model: 'gpt-4o', note: 'for tests' },
    });
    expect(body).toMatchObject({
      model_id: 'clever-1',
      model_name: 'clever',
      litellm_params: {
        model: 'openai/gpt-x',
        api_key: '*****',
        rpm: 60,
        extra_headers: { 'x-token': '*****' },
      },
      model_info: { id: 'clever-1', db_model: true, base_model: 'gpt-4o', note: 'for tests' },
      blocked: false,
      created_by: 'default_user_id',
    });
    const listed = await infoOf('clever-1');
    expect(listed).toMatchObject({ model_name: 'clever', model_info: { db_model: true, note: 'for tests' } });
    expect(JSON.stringify([body, listed])).not.toContain(SECRET);
  });

  it('stores every text encrypted, and writes who did it without the secret', async () => {
    const id = await added({ model_name: 'encrypted' });
    const [row] = await stored(id);
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${SECRET}|gpt-x`));
    const entries = await history(id);
    expect(entries).toMatchObject([{ action: 'created', before: null, after: { model_name: 'encrypted' } }]);
    expect(JSON.stringify(entries)).not.toContain(SECRET);
  });

  it.each([
    [{ litellm_params: { model: 'unheard-of' } }, 400, 'litellm_params.model'],
    [{ litellm_params: { model: 'openai/x', rpm: -1 } }, 400, 'litellm_params.rpm'],
    [{ litellm_params: { model: 'openai/x', api_key: '*****' } }, 400, 'litellm_params.api_key'],
    [{ litellm_params: { model: 'openai/x', organization: ['a', 'b'] } }, 400, 'litellm_params.organization'],
    [{ model_info: { mode: 'chatt' } }, 400, 'model_info.mode'],
    [{ model_info: { id: 'x\n' } }, 400, 'model_info.id'],
    [{ model_info: { id: 'file-1' } }, 400, 'model_info.id'],
    [{ model_info: { team_id: 'no-such-team' } }, 404, 'model_info.team_id'],
    [{ model_name: 'x'.repeat(300) }, 400, 'model_name'],
  ])('refuses %j with %i, naming %s', async (fields, status, param) => {
    const answer = await post('/model/new', {
      model_name: 'x',
      litellm_params: { model: 'openai/gpt-x', api_key: SECRET },
      ...fields,
    });
    expect(answer).toMatchObject({ status, body: { error: { param } } });
    expect(JSON.stringify(answer.body)).not.toContain(SECRET);
  });

  it.each([[{ litellm_params: 'x' }], [{ litellm_params: [] }], [{ model_name: null }]])(
    'refuses %j as malformed',
    async (fields) => {
      const body = { model_name: 'x', litellm_params: { model: 'openai/x' }, ...fields };
      expect((await post('/model/new', body)).status).toBe(422);
    },
  );
});

describe('changing a model', () => {
  it('lays what is sent over what is there; null takes away, a masked secret stays', async () => {
    const id = await added({ model_info: { note: 'old', tier: 'paid' } });
    const { body } = await post('/model/update', {
      model_info: { id, note: null },
      litellm_params: { api_base: 'https://other.example/v1', api_key: '*****', rpm: 5 },
    });
    expect(body).toMatchObject({
      litellm_params: {
        model: 'openai/gpt-x',
        api_base: 'https://other.example/v1',
        api_key: '*****',
        rpm: 5,
      },
      model_info: { tier: 'paid' },
    });
    expect(body.model_info).not.toHaveProperty('note');
    expect((await infoOf(id)).litellm_params).toMatchObject({ api_base: 'https://other.example/v1', rpm: 5 });
    const patched = await send('patch', `/model/${id}/update`, {
      litellm_params: { api_key: 'sk-fresh-0123456789' },
    });
    expect(patched).toMatchObject({ status: 200, body: { litellm_params: { rpm: 5 } } });
    expect((await history(id)).at(-1)).toMatchObject({
      action: 'updated',
      after: { changed_secrets: ['api_key'] },
    });
  });

  it('does not turn looked-up prices into own ones when /model/info is sent back', async () => {
    const id = await added({ litellm_params: { model: 'openai/gpt-4o', api_key: SECRET } });
    const { model_info } = await infoOf(id);
    expect(model_info.price_source).not.toBe('config');
    await post('/model/update', { model_info });
    expect((await infoOf(id)).model_info).toMatchObject({ price_source: model_info.price_source });
  });

  it('pauses and resumes; a paused model is still shown, with the reason', async () => {
    const id = await added({ model_name: 'pausable' });
    expect(await post('/model/block', { model_id: id })).toMatchObject({
      status: 200,
      body: { blocked: true },
    });
    expect(await infoOf(id)).toMatchObject({
      model_info: { blocked: true, idle_reason: expect.any(String) },
    });
    expect(await post('/model/unblock', { model_id: id })).toMatchObject({ body: { blocked: false } });
    expect((await infoOf(id)).model_info).not.toHaveProperty('idle_reason');
    expect((await history(id)).map(({ action }) => action)).toEqual(['created', 'blocked', 'unblocked']);
  });

  it('refuses models of the configuration file, and says where to change them', async () => {
    for (const answer of [
      await post('/model/update', { model_info: { id: 'file-1' }, model_name: 'x' }),
      await send('patch', '/model/file-1/update', { model_name: 'x' }),
      await post('/model/delete', { id: 'file-1' }),
    ])
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { type: 'validation_error', message: expect.stringContaining('configuration file') } },
      });
    expect(await infoOf('file-1')).toMatchObject({ model_info: { db_model: false } });
  });

  it('answers 404 for what does not exist, 400 without an id', async () => {
    expect((await send('patch', '/model/none/update', { model_name: 'x' })).status).toBe(404);
    expect((await post('/model/delete', { id: 'none' })).status).toBe(404);
    expect((await post('/model/update', { model_name: 'x' })).status).toBe(400);
  });

  it('deletes; afterwards nobody finds it', async () => {
    const id = await added({ model_name: 'short-lived' });
    expect(await post('/model/delete', { id })).toMatchObject({
      body: { message: `Model: ${id} deleted successfully` },
    });
    expect((await send('get', `/model/info?litellm_model_id=${id}`)).status).toBe(404);
    expect(await stored(id)).toEqual([]);
  });
});

describe('models of a team', () => {
  const keys: Record<'admin' | 'member' | 'stranger', string> = { admin: '', member: '', stranger: '' };
  beforeAll(async () => {
    for (const name of ['admin', 'member', 'stranger'] as const) {
      const { body } = await post('/user/new', { user_id: name, user_role: 'internal_user' });
      keys[name] = body.key;
    }
    await post('/team/new', {
      team_id: 'blue',
      models: ['of-the-file'],
      members_with_roles: [
        { role: 'admin', user_id: 'admin' },
        { role: 'user', user_id: 'member' },
      ],
    });
  });

  const own = { model_name: 'ours', model_info: { team_id: 'blue' } };
  const params = { litellm_params: { model: 'openai/gpt-x', api_key: SECRET } };

  it('are added by its admins, under a name of their own, and allowed to the team', async () => {
    const { status, body } = await post('/model/new', { ...own, ...params }, keys.admin);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        model_name: expect.stringMatching(/^model_name_blue_/),
        model_info: { team_id: 'blue', team_public_model_name: 'ours' },
      },
    });
    const team = await send('get', '/team/info?team_id=blue');
    expect(team.body.team_info.models).toEqual(['of-the-file', 'ours']);
    const again = await post('/model/delete', { id: body.model_id }, keys.admin);
    expect(again.status).toBe(200);
  });

  it.each([
    ['an address', { api_base: 'http://169.254.169.254/' }],
    ['headers', { extra_headers: { a: 'b' } }],
    ['a credential', { litellm_credential_name: 'shared' }],
    ["the gateway's own environment", { api_key: 'os.environ/SPEC_UPSTREAM_KEY' }],
    ['no key of its own', { api_key: null }],
    ['an identity of the cloud', { model: 'bedrock/anthropic.claude-3-haiku' }],
  ])('may not bring %s with them when a team admin adds them', async (_, change) => {
    const body = { ...own, litellm_params: { ...params.litellm_params, ...change } };
    const answer = await post('/model/new', body, keys.admin);
    expect([400, 403]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain('sk-from-the-environment');
  });

  it('are not for members to change, and do not exist for anybody else', async () => {
    const { body } = await post('/model/new', { ...own, ...params });
    const change = { model_info: { id: body.model_id }, model_name: 'theirs' };
    expect((await post('/model/new', { ...own, ...params }, keys.member)).status).toBe(403);
    expect((await post('/model/update', change, keys.member)).status).toBe(403);
    expect((await post('/model/new', { ...own, ...params }, keys.stranger)).status).toBe(404);
    expect((await post('/model/update', change, keys.stranger)).status).toBe(404);
    expect((await post('/model/delete', { id: body.model_id }, keys.stranger)).status).toBe(404);
    expect((await post('/model/new', { model_name: 'all', ...params }, keys.admin)).status).toBe(403);
  });
});
