import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessGroupsHttpModule } from '@tollgate/access-groups';
import { CallerKeys } from '@tollgate/auth';
import { type AccessGroupView, type GeneratedKey, type TeamView } from '@tollgate/core';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

describe('access groups over HTTP', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open([AccessGroupsHttpModule]);
  }, 90_000);
  afterAll(() => world.close());

  const http = () => request(world.server);
  const admin = { authorization: `Bearer ${MASTER_KEY}` };
  const made = async <Reply>(path: string, body: object): Promise<Reply> => {
    const reply = await http().post(path).set(admin).send(body);
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body as Reply;
  };
  const group = (body: object) => made<AccessGroupView>('/v1/access_group', body);
  const keyOf = async ({ token }: { token: string }) => {
    const looked = await world.part(CallerKeys).load(token);
    if (looked.state !== 'found') throw new Error(looked.state);
    return looked.key;
  };

  it('are made with a 201 and the members of the contract, shown, and listed by name', async () => {
    const reply = await http()
      .post('/v1/access_group')
      .set(admin)
      .send({ access_group_name: 'b-group', description: 'B', access_model_names: ['gpt-4o'] })
      .expect(201);
    const view = reply.body as AccessGroupView;
    expect(view).toMatchObject({
      ...{ access_group_name: 'b-group', description: 'B', access_model_names: ['gpt-4o'] },
      ...{ access_mcp_server_ids: [], access_agent_ids: [], assigned_team_ids: [], assigned_key_ids: [] },
      ...{ created_by: 'default_user_id', updated_by: 'default_user_id' },
    });
    const first = await group({ access_group_name: 'a-group' });
    const path = `/v1/access_group/${view.access_group_id}`;
    expect((await http().get(path).set(admin).expect(200)).body).toEqual(view);
    expect((await http().get('/v1/access_group').set(admin).expect(200)).body).toEqual([first, view]);
  });

  it('lend their models to the keys and teams they are assigned to, from then on until they change or go', async () => {
    const team = await made<TeamView>('/team/new', { models: ['gpt-4o'] });
    const key = await made<GeneratedKey>('/key/generate', { team_id: team.team_id, models: ['o3'] });
    const { access_group_id: id } = await group({
      ...{ access_group_name: 'lending', access_model_names: ['claude-*'] },
      ...{ assigned_team_ids: [team.team_id], assigned_key_ids: [key.key] },
    });
    const context = await keyOf(key);
    expect(context.models).toEqual(['o3', 'claude-*']);
    expect(context.owners?.[0]?.models).toEqual(['gpt-4o', 'claude-*']);

    const put = (body: object) => http().put(`/v1/access_group/${id}`).set(admin).send(body);
    const changed = await put({ access_model_names: ['mistral'] }).expect(200);
    expect(changed.body).toMatchObject({ assigned_team_ids: [team.team_id], assigned_key_ids: [key.token] });
    expect((await keyOf(key)).models).toEqual(['o3', 'mistral']);

    await put({ assigned_key_ids: [] }).expect(200);
    expect((await keyOf(key)).models).toEqual(['o3']);
    expect((await keyOf(key)).owners?.[0]?.models).toEqual(['gpt-4o', 'mistral']);

    await http().delete(`/v1/access_group/${id}`).set(admin).expect(204);
    expect((await keyOf(key)).owners?.[0]?.models).toEqual(['gpt-4o']);
    await http().get(`/v1/access_group/${id}`).set(admin).expect(404);
  });

  it('act for a key that names them itself', async () => {
    const { access_group_id: id } = await group({ access_group_name: 'named', access_model_names: ['o1'] });
    const key = await made<GeneratedKey>('/key/generate', { access_group_ids: [id, 'no-such-group'] });
    expect((await keyOf(key)).models).toEqual(['o1']);
    const { body } = await http().get(`/v1/access_group/${id}`).set(admin);
    expect(body).toMatchObject({ assigned_key_ids: [key.token] });
  });

  it.each([
    ['access_group_name', {}],
    ['access_group_name', { access_group_name: 'a-group' }],
    ['access_group_name', { access_group_name: 'x'.repeat(256) }],
    ['access_model_names', { access_group_name: 'n', access_model_names: [1] }],
    ['assigned_team_ids', { access_group_name: 'n', assigned_team_ids: ['no-such-team'] }],
    ['assigned_key_ids', { access_group_name: 'n', assigned_key_ids: ['sk-no-such-key'] }],
  ])('are refused for a bad %s, with nothing half-written: %j', async (field, body) => {
    const reply = await http().post('/v1/access_group').set(admin).send(body);
    expect([400, 422]).toContain(reply.status);
    expect(JSON.stringify(reply.body)).toContain(field);
    const { body: groups } = await http().get('/v1/access_group').set(admin);
    expect((groups as AccessGroupView[]).map((each) => each.access_group_name)).not.toContain('n');
  });
});
