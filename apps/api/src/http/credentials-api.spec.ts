import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModelsHttpModule, RoutingTableStore } from '@tollgate/models';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

interface Answer {
  readonly key: string;
  readonly model_id: string;
  readonly credentials: readonly Answer[];
  readonly credential_name: string;
  readonly credential_values: Readonly<Record<string, unknown>>;
}

const SECRET = 'sk-upstream-0123456789';
const FRESH = 'sk-fresh-9876543210';

let world: ManagementWorld;
beforeAll(async () => {
  world = await ManagementWorld.open([ModelsHttpModule]);
}, 60_000);
afterAll(() => world.close());

async function send(method: 'get' | 'post' | 'patch' | 'delete', path: string, body: object | null = null) {
  const call = request(world.server)[method](path).set('authorization', `Bearer ${MASTER_KEY}`);
  const { status, body: answer } = await (body === null ? call : call.send(body));
  return { status, body: answer as Answer };
}

async function added(name: string, values: object = { api_key: SECRET }): Promise<void> {
  const reply = await send('post', '/credentials', {
    credential_name: name,
    credential_info: { description: 'for tests' },
    credential_values: values,
  });
  expect(reply).toMatchObject({
    status: 200,
    body: { success: true, message: 'Credential created successfully' },
  });
}

const keyOf = (group: string) =>
  world
    .part(RoutingTableStore)
    .current.groups.get(group)
    ?.map(({ target }) => target.apiKey);
const history = (name: string): Promise<object[]> =>
  world.dataSource.query(
    `SELECT action, before, after FROM audit_entry WHERE object_type = 'credential' AND object_id = $1 ORDER BY at, id`,
    [name],
  );

describe('credentials', () => {
  it('are shown by name and in the list, without what is secret', async () => {
    await added('open-ai', {
      api_key: SECRET,
      api_base: 'https://eu.example/v1',
      rpm: 5,
      extra_headers: { 'x-door': 'opens' },
      some_new_parameter: 'unheard-of',
    });
    const expected = {
      credential_name: 'open-ai',
      credential_info: { description: 'for tests' },
      credential_values: {
        api_key: '*****',
        api_base: 'https://eu.example/v1',
        rpm: 5,
        extra_headers: '*****',
        some_new_parameter: '*****',
      },
    };
    expect((await send('get', '/credentials/by_name/open-ai')).body).toEqual(expected);
    const { body } = await send('get', '/credentials');
    expect(body).toEqual({ success: true, credentials: expect.arrayContaining([expected]) });
  });

  it('are stored encrypted, and no secret is in the audit log, only that it changed', async () => {
    await added('audited', { api_key: SECRET, api_base: 'https://a.example' });
    await send('patch', '/credentials/audited', { credential_values: { api_key: FRESH } });
    await send('delete', '/credentials/audited');
    const entries = await history('audited');
    expect(entries).toMatchObject([
      { action: 'created', before: null, after: { credential_name: 'audited' } },
      { action: 'updated', after: { changed_secrets: ['api_key'] } },
      { action: 'deleted', after: null },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/sk-/);
    await added('at-rest');
    const rows: object[] = await world.dataSource.query(
      `SELECT credential_values FROM credential WHERE credential_name = 'at-rest'`,
    );
    expect(JSON.stringify(rows)).toMatch(/tg1:/);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it('fill the models that name them, and the next change of them does too', async () => {
    await added('filling', { api_key: SECRET });
    const litellm_params = { model: 'openai/gpt-x', litellm_credential_name: 'filling' };
    await send('post', '/model/new', { model_name: 'filled', litellm_params });
    expect(keyOf('filled')).toEqual([SECRET]);
    expect(
      (await send('patch', '/credentials/filling', { credential_values: { api_key: FRESH } })).status,
    ).toBe(200);
    expect(keyOf('filled')).toEqual([FRESH]);
  });

  it('keep a value that comes back masked, and lose one that is null', async () => {
    await added('merged', { api_key: SECRET, api_version: '1' });
    await send('patch', '/credentials/merged', {
      credential_values: { api_key: '*****', api_version: null, organization: 'org-1' },
    });
    const { body } = await send('get', '/credentials/by_name/merged');
    expect(body.credential_values).toEqual({ api_key: '*****', organization: 'org-1' });
  });

  it('may have slashes in their names', async () => {
    await added('team/eu/open-ai');
    expect((await send('get', '/credentials/by_name/team/eu/open-ai')).body.credential_name).toBe(
      'team/eu/open-ai',
    );
    expect((await send('get', '/credentials/by_name/team%2Feu%2Fopen-ai')).status).toBe(200);
    expect((await send('delete', '/credentials/team/eu/open-ai')).status).toBe(200);
    expect((await send('get', '/credentials/by_name/team/eu/open-ai')).status).toBe(404);
  });

  it('are taken over from a model, of the file or of the database', async () => {
    const made = await send('post', '/model/new', {
      model_name: 'giver',
      litellm_params: { model: 'azure/x', api_key: SECRET, api_base: 'https://az.example', rpm: 3 },
    });
    for (const [name, model_id] of [
      ['from-database', made.body.model_id],
      ['from-file', 'file-1'],
    ])
      expect(await send('post', '/credentials', { credential_name: name, model_id })).toMatchObject({
        status: 200,
      });
    expect((await send('get', '/credentials/by_name/from-database')).body.credential_values).toEqual({
      api_key: '*****',
      api_base: 'https://az.example',
    });
    expect((await send('get', '/credentials/by_model/file-1')).body).toMatchObject({
      credential_values: { api_key: '*****' },
    });
    expect((await send('get', '/credentials/by_model/none')).status).toBe(404);
  });

  it('stay while a model names them', async () => {
    await added('in-use');
    const litellm_params = { model: 'openai/gpt-x', litellm_credential_name: 'in-use' };
    const { body } = await send('post', '/model/new', { model_name: 'user-of-it', litellm_params });
    expect(await send('delete', '/credentials/in-use')).toMatchObject({
      status: 400,
      body: { error: { param: 'credential_name', message: expect.stringContaining('user-of-it') } },
    });
    await send('post', '/model/delete', { id: body.model_id });
    expect((await send('delete', '/credentials/in-use')).status).toBe(200);
  });

  it.each([
    [{ credential_name: 'x' }, 400, 'credential_values'],
    [{ credential_name: 'x', credential_values: {} }, 400, 'credential_values'],
    [{ credential_name: 'x', credential_values: { api_key: 'a' }, model_id: 'm' }, 400, 'credential_values'],
    [{ credential_name: 'x', credential_values: { rpm: -1 } }, 400, 'credential_values.rpm'],
    [{ credential_name: 'x', credential_values: { model: 'a/b' } }, 400, 'credential_values.model'],
    [{ credential_name: 'x', credential_values: { api_key: '*****' } }, 400, 'credential_values.api_key'],
    [{ credential_name: 'x*', credential_values: { api_key: 'a' } }, 400, 'credential_name'],
    [{ credential_name: 'x', model_id: 'none' }, 404, 'model_id'],
  ])('refuse %j with %i, naming %s', async (body, status, param) => {
    expect(await send('post', '/credentials', body)).toMatchObject({ status, body: { error: { param } } });
  });

  it('refuse a name that is taken, another name in an update, and models that name one that is not there', async () => {
    await added('taken');
    const values = { credential_values: { api_key: 'a' } };
    expect(await send('post', '/credentials', { credential_name: 'taken', ...values })).toMatchObject({
      status: 400,
      body: { error: { param: 'credential_name' } },
    });
    expect((await send('patch', '/credentials/taken', { credential_name: 'other' })).status).toBe(400);
    expect((await send('patch', '/credentials/none', values)).status).toBe(404);
    const litellm_params = { model: 'openai/gpt-x', litellm_credential_name: 'none' };
    expect(await send('post', '/model/new', { model_name: 'lost', litellm_params })).toMatchObject({
      status: 400,
      body: { error: { param: 'litellm_params.litellm_credential_name' } },
    });
  });
});
