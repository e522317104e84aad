import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProjectView } from '@tollgate/core';
import request from 'supertest';
import { ManagementObjects } from '../testing/management-objects.js';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

describe('projects over HTTP', () => {
  let world: ManagementWorld;
  let make: ManagementObjects;
  beforeAll(async () => {
    world = await ManagementWorld.open();
    make = new ManagementObjects(world.server, MASTER_KEY);
  }, 90_000);
  afterAll(() => world.close());

  const call = (verb: 'get' | 'post' | 'delete', path: string, key = MASTER_KEY) =>
    request(world.server)[verb](path).set('authorization', `Bearer ${key}`);
  const refused = async (path: string, body: object, key = MASTER_KEY) => {
    const reply = await call('post', path, key).send(body);
    const { error } = reply.body as { error?: { param: string; message: string } };
    return [reply.status, error?.param];
  };
  /** A team with an admin, a member and a stranger, each with a key. */
  const teamWithPeople = async (body: object = {}) => {
    const people = await Promise.all(
      ['lead', 'member', 'stranger'].map(() => make.user({ user_role: 'internal_user' })),
    );
    const [lead = '', member = '', stranger = ''] = people;
    const team_id = await make.team({
      ...body,
      members_with_roles: [
        { role: 'admin', user_id: lead },
        { role: 'user', user_id: member },
      ],
    });
    const keyOf = (user_id: string) => make.key({ user_id });
    return { team_id, lead: await keyOf(lead), member: await keyOf(member), stranger: await keyOf(stranger) };
  };

  it('are made within a team, with every member of the contract', async () => {
    const team_id = await make.team({ max_budget: 10, models: ['a', 'b'] });
    const { body } = await call('post', '/project/new')
      .send({
        ...{ team_id, project_alias: 'Search', description: 'finds', max_budget: 5, models: ['a'] },
        ...{ budget_duration: '30d', model_rpm_limit: { a: 3 }, tags: ['t'], budget_id: 'b-1' },
      })
      .expect(200);
    expect(body).toMatchObject({
      ...{ project_id: expect.any(String), project_alias: 'Search', description: 'finds', team_id },
      ...{ models: ['a'], spend: 0, blocked: false, model_rpm_limit: { a: 3 }, model_tpm_limit: {} },
      ...{ metadata: { tags: ['t'], model_rpm_limit: { a: 3 } }, budget_id: 'b-1' },
      litellm_budget_table: { budget_id: 'b-1', max_budget: 5, budget_duration: '30d' },
    });
    expect(Object.keys(body as object)).toEqual(
      expect.arrayContaining([
        ...['model_spend', 'object_permission', 'object_permission_id', 'created_at', 'created_by'],
        ...['updated_at', 'updated_by', 'tpm_limit', 'rpm_limit', 'max_parallel_requests'],
      ]),
    );
  });

  it.each([
    ['max_budget', { max_budget: 11 }],
    ['rpm_limit', { rpm_limit: 6 }],
    ['models', { models: ['a', 'z'] }],
    ['budget_duration', { budget_duration: '1fortnight' }],
    ['soft_budget', { max_budget: 3, soft_budget: 4 }],
  ])('do not exceed their team, nor sense: %s', async (param, fields) => {
    const team_id = await make.team({ max_budget: 10, rpm_limit: 5, models: ['a'] });
    expect(await refused('/project/new', { team_id, ...fields })).toEqual([400, param]);
    const project_id = await make.project({ team_id });
    expect(await refused('/project/update', { project_id, ...fields })).toEqual([400, param]);
  });

  it('refuse an id that is taken', async () => {
    const project_id = await make.project();
    const team_id = await make.team();
    expect(await refused('/project/new', { team_id, project_id })).toEqual([400, 'project_id']);
  });

  it('are run by admins of their team, seen by its members, and unknown to everybody else', async () => {
    const { team_id, lead, member, stranger } = await teamWithPeople();
    const made = await call('post', '/project/new', lead).send({ team_id }).expect(200);
    const { project_id } = made.body as ProjectView;
    await call('post', '/project/update', lead).send({ project_id, max_budget: 1 }).expect(200);
    await call('post', '/project/new', member).send({ team_id }).expect(403);
    await call('post', '/project/update', member).send({ project_id }).expect(403);
    expect(await refused('/project/new', { team_id }, stranger)).toEqual([404, 'team_id']);
    expect(await refused('/project/update', { project_id }, stranger)).toEqual([404, 'project_id']);
    await call('delete', '/project/delete', lead)
      .send({ project_ids: [project_id] })
      .expect(401);
    const see = (key: string) => call('get', `/project/info?project_id=${project_id}`, key);
    expect([(await see(member)).status, (await see(stranger)).status]).toEqual([200, 404]);
    const listed = async (key: string) =>
      ((await call('get', '/project/list', key).expect(200)).body as ProjectView[]).map(
        (each) => each.project_id,
      );
    expect(await listed(member)).toEqual([project_id]);
    expect(await listed(stranger)).toEqual([]);
    expect(await listed(MASTER_KEY)).toContain(project_id);
  });

  it('change only where the body says so; null clears', async () => {
    const project_id = await make.project({ max_budget: 5, rpm_limit: 3, description: 'd' });
    const { body } = await call('post', '/project/update').send({ project_id, max_budget: null }).expect(200);
    expect(body).toMatchObject({ max_budget: null, rpm_limit: 3, description: 'd' });
  });

  describe('of a key', () => {
    it('stop it at once when they are blocked, and let it go on', async () => {
      const project_id = await make.project();
      const key = await make.key({ project_id });
      await call('get', '/key/info', key).expect(200);
      await call('post', '/project/update').send({ project_id, blocked: true }).expect(200);
      const stopped = await call('get', '/key/info', key).expect(401);
      expect(JSON.stringify(stopped.body)).toContain(`Project=${project_id} is blocked`);
      await call('post', '/project/update').send({ project_id, blocked: false }).expect(200);
      await call('get', '/key/info', key).expect(200);
    });

    it('put a key of an admin into their team', async () => {
      const { team_id } = await teamWithPeople();
      const project_id = await make.project({ team_id });
      const { body } = await call('post', '/key/generate').send({ project_id }).expect(200);
      expect(body).toMatchObject({ project_id, team_id });
    });

    it('are of the same team, or do not exist', async () => {
      const { team_id, lead } = await teamWithPeople();
      const foreign = await make.project();
      for (const project_id of [foreign, 'no-such-project']) {
        expect(await refused('/key/generate', { team_id, project_id }, lead)).toEqual([400, 'project_id']);
        expect(await refused('/key/generate', { project_id }, lead)).toEqual([400, 'project_id']);
      }
      expect(await refused('/key/generate', { project_id: 'no-such-project' })).toEqual([400, 'project_id']);
    });

    it('hold it within their limits', async () => {
      const project_id = await make.project({ max_budget: 5, models: ['a'] });
      expect(await refused('/key/generate', { project_id, max_budget: 6 })).toEqual([400, 'max_budget']);
      expect(await refused('/key/generate', { project_id, models: ['b'] })).toEqual([400, 'models']);
      const key = await make.key({ project_id, max_budget: 4, models: ['a'] });
      expect(await refused('/key/update', { key, max_budget: 6 })).toEqual([400, 'max_budget']);
      expect(await refused('/key/update', { key, team_id: await make.team() })).toEqual([400, 'project_id']);
    });

    it('are left by nobody but who runs the team', async () => {
      const { team_id, lead, member } = await teamWithPeople();
      await call('post', '/team/permissions_update')
        .send({ team_id, team_member_permissions: ['/key/update'] })
        .expect(200);
      const project_id = await make.project({ team_id });
      const key = await make.key({ team_id, project_id });
      await call('post', '/key/update', member).send({ key, project_id: null }).expect(403);
      await call('post', '/key/update', member).send({ key, team_id: null }).expect(403);
      await call('post', '/key/update', member).send({ key, team_id, project_id, rpm_limit: 1 }).expect(200);
      await call('post', '/key/update', lead).send({ key, team_id: null }).expect(403);
      await call('post', '/key/update', lead).send({ key, project_id: null }).expect(200);
    });
  });

  it('are not deleted while a key is in them, nor when one of them is not there', async () => {
    const [used, free] = [await make.project(), await make.project()];
    const key = await make.key({ project_id: used });
    const remove = (project_ids: string[]) => call('delete', '/project/delete').send({ project_ids });
    expect((await remove([free, used])).status).toBe(400);
    expect((await remove([free, 'no-such-project'])).status).toBe(404);
    await call('get', `/project/info?project_id=${free}`).expect(200);
    await call('post', '/key/delete')
      .send({ keys: [key] })
      .expect(200);
    const { body } = await remove([free, used]).expect(200);
    expect((body as ProjectView[]).map((each) => each.project_id).sort()).toEqual([free, used].sort());
    await call('get', `/project/info?project_id=${used}`).expect(404);
  });

  it('go with their team', async () => {
    const team_id = await make.team();
    const project_id = await make.project({ team_id });
    const key = await make.key({ project_id });
    await call('post', '/team/delete')
      .send({ team_ids: [team_id] })
      .expect(200);
    await call('get', `/project/info?project_id=${project_id}`).expect(404);
    await call('get', '/key/info', key).expect(401);
  });
});
