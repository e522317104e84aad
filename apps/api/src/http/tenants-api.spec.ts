import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CSRF_HEADER } from '@tollgate/core';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

const PASSWORD = 'correct horse battery';

describe('teams, users and organizations over HTTP', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open();
  }, 90_000);
  afterAll(() => world.close());

  const http = () => request(world.server);
  const as = (key: string) => ({
    post: (path: string, body: object) =>
      http()
        .post(path)
        .set({ authorization: `Bearer ${key}` })
        .send(body),
    get: (path: string) =>
      http()
        .get(path)
        .set({ authorization: `Bearer ${key}` }),
  });
  const admin = as(MASTER_KEY);
  /** The body is a spec's to look into: typed as supertest types it. */
  const made = async (path: string, body: object): Promise<request.Response['body']> => {
    const reply = await admin.post(path, body).expect(200);
    return reply.body;
  };
  /** A user with a key of its own. */
  const userWithKey = async (body: object = {}) => {
    const { user_id: id, key } = await made('/user/new', { user_role: 'internal_user', ...body });
    return { id: String(id), key: String(key), ...as(String(key)) };
  };

  describe('teams', () => {
    it('are made with members, the maker among the admins, and users made as needed', async () => {
      const team = await made('/team/new', {
        team_alias: 'Blue',
        max_budget: 100,
        models: ['gpt-4o'],
        members_with_roles: [{ role: 'user', user_email: 'Ann@Example.com' }],
      });
      expect(team).toMatchObject({ team_alias: 'Blue', max_budget: 100, spend: 0, blocked: false });
      expect(team.members_with_roles).toMatchObject([
        { role: 'user', user_email: 'Ann@Example.com' },
        { role: 'admin', user_id: 'default_user_id' },
      ]);
      const { body } = await admin.get('/user/list?user_email=ann@example').expect(200);
      expect(body).toMatchObject({
        total: 1,
        users: [{ user_role: 'internal_user', teams: [team.team_id] }],
      });
    });

    it('have all the members of the contract', async () => {
      const team = await made('/team/new', {});
      expect(Object.keys(team)).toEqual(
        expect.arrayContaining([
          ...['team_id', 'team_alias', 'organization_id', 'admins', 'members', 'members_with_roles'],
          ...['team_member_permissions', 'metadata', 'tpm_limit', 'rpm_limit', 'max_budget', 'soft_budget'],
          ...['budget_duration', 'budget_reset_at', 'budget_limits', 'models', 'blocked', 'router_settings'],
          ...['access_group_ids', 'default_team_member_models', 'spend', 'max_parallel_requests', 'model_id'],
          ...['litellm_model_table', 'object_permission', 'object_permission_id', 'created_at', 'updated_at'],
        ]),
      );
    });

    it('change only where the body says so; null clears', async () => {
      const { team_id } = await made('/team/new', { max_budget: 5, rpm_limit: 3, metadata: { a: 1 } });
      const changed = await made('/team/update', { team_id, max_budget: null, tags: ['t'] });
      expect(changed).toMatchObject({
        team_id,
        data: { max_budget: null, rpm_limit: 3, metadata: { a: 1, tags: ['t'] } },
      });
    });

    it('stop their keys at once when blocked, and let them go on', async () => {
      const { team_id } = await made('/team/new', {});
      const { key } = await made('/key/generate', { team_id });
      await as(key).get('/key/info').expect(200);
      await admin.post('/team/block', { team_id }).expect(200);
      const refused = await as(key).get('/key/info').expect(401);
      expect(refused.body.error.message).toContain(`Team=${team_id} is blocked`);
      await admin.post('/team/unblock', { team_id }).expect(200);
      await as(key).get('/key/info').expect(200);
    });

    it('show their keys and members, with what they spent', async () => {
      const user = await userWithKey();
      const { team_id } = await made('/team/new', {});
      await made('/team/member_add', {
        team_id,
        member: { role: 'user', user_id: user.id },
        max_budget_in_team: 2,
      });
      const { token } = await made('/key/generate', { team_id });
      await world.dataSource.query('UPDATE team SET spend = 1500000000000 WHERE team_id = $1', [team_id]);
      await world.dataSource.query('UPDATE team_member SET spend = 5 * 10^11 WHERE user_id = $1', [user.id]);
      const { body } = await user.get(`/team/info?team_id=${team_id}`).expect(200);
      expect(body).toMatchObject({ team_id, team_info: { spend: 1.5 }, keys: [{ token }] });
      expect(body.team_memberships).toContainEqual(
        expect.objectContaining({
          user_id: user.id,
          spend: 0.5,
          litellm_budget_table: expect.objectContaining({ max_budget: 2 }),
        }),
      );
    });

    it('do not exist for who has nothing to do with them', async () => {
      const stranger = await userWithKey();
      const { team_id } = await made('/team/new', {});
      const known = await stranger.get(`/team/info?team_id=${team_id}`).expect(404);
      const unknown = await stranger.get('/team/info?team_id=no-such-team').expect(404);
      expect(known.body).toEqual(unknown.body);
      await stranger.post('/team/update', { team_id, team_alias: 'mine' }).expect(404);
      await stranger
        .post('/team/member_add', { team_id, member: { role: 'admin', user_id: stranger.id } })
        .expect(404);
      await stranger.get('/team/list').expect(401);
    });

    it('are run by their admins, who cannot lift what caps them', async () => {
      const lead = await userWithKey();
      const member = await userWithKey();
      const { team_id } = await made('/team/new', {
        max_budget: 10,
        models: ['a'],
        members_with_roles: [
          { role: 'admin', user_id: lead.id },
          { role: 'user', user_id: member.id },
        ],
      });
      await lead.post('/team/update', { team_id, team_alias: 'ours', max_budget: 5 }).expect(200);
      await lead.post('/team/update', { team_id, max_budget: 50 }).expect(403);
      await lead.post('/team/update', { team_id, max_budget: null }).expect(403);
      await lead.post('/team/update', { team_id, models: [] }).expect(403);
      await lead.post('/team/block', { team_id }).expect(401);
      await member.post('/team/update', { team_id, team_alias: 'mine' }).expect(403);
      await member.post('/team/member_update', { team_id, user_id: member.id, role: 'admin' }).expect(403);
      await lead.post('/team/member_delete', { team_id, user_id: member.id }).expect(200);
      await lead.post('/team/member_delete', { team_id, user_id: member.id }).expect(400);
      await member.get(`/team/info?team_id=${team_id}`).expect(404);
    });

    it('refuse members they have, unless others come along', async () => {
      const { team_id } = await made('/team/new', { members: ['u-here'] });
      const again = await admin
        .post('/team/member_add', { team_id, member: { role: 'user', user_id: 'u-here' } })
        .expect(400);
      expect(again.body.error.type).toBe('team_member_already_in_team');
      const both = await made('/team/member_add', {
        team_id,
        member: [
          { role: 'user', user_id: 'u-here' },
          { role: 'user', user_id: 'u-new' },
        ],
      });
      expect(both.updated_users).toEqual([{ user_id: 'u-new', user_email: null }]);
    });

    it('that the configuration offers may be joined by anybody, as a plain member', async () => {
      const user = await userWithKey();
      await made('/team/new', { team_id: 'open-team' });
      const { body } = await user.get('/team/available').expect(200);
      expect(body).toMatchObject([{ team_id: 'open-team' }]);
      await user
        .post('/team/member_add', { team_id: 'open-team', member: { role: 'admin', user_id: user.id } })
        .expect(404);
      await user
        .post('/team/member_add', { team_id: 'open-team', member: { role: 'user', user_id: user.id } })
        .expect(200);
      expect((await user.get('/team/available').expect(200)).body).toEqual([]);
    });

    it('take their keys and memberships with them, and leave a copy', async () => {
      const { team_id } = await made('/team/new', { team_alias: 'gone' });
      const { key, token } = await made('/key/generate', { team_id });
      await as(key).get('/key/info').expect(200);
      expect(await made('/team/delete', { team_ids: [team_id] })).toBe(1);
      await as(key).get('/key/info').expect(401);
      const deleted = await admin.get(`/v2/team/list?status=deleted&team_id=${team_id}`).expect(200);
      expect(deleted.body).toMatchObject({ total: 1, teams: [{ team_alias: 'gone' }] });
      const keys = await admin.get(`/key/list?status=deleted&key_hash=${token}`).expect(200);
      expect(keys.body.keys).toEqual([token]);
    });

    it('are not deleted at all when one of them is not there', async () => {
      const { team_id } = await made('/team/new', {});
      const { key } = await made('/key/generate', { team_id });
      await admin.post('/team/delete', { team_ids: [team_id, 'no-such-team'] }).expect(404);
      await as(key).get('/key/info').expect(200);
    });

    it('page, with their counts', async () => {
      await made('/team/new', { team_alias: 'Paged 2' });
      await made('/team/new', { team_alias: 'Paged 1' });
      const { body } = await admin.get('/v2/team/list?team_alias=paged&page_size=1').expect(200);
      expect(body).toMatchObject({ total: 2, page: 1, page_size: 1, total_pages: 2 });
      expect(body.teams).toMatchObject([{ team_alias: 'Paged 1', members_count: 1, keys_count: 0 }]);
    });

    it('widen from "everything" without narrowing', async () => {
      const { team_id } = await made('/team/new', {});
      const wider = await made('/team/model/add', { team_id, models: ['x'] });
      expect(wider.models).toEqual(['all-proxy-models', 'x']);
      expect((await made('/team/model/delete', { team_id, models: ['x'] })).models).toEqual([
        'all-proxy-models',
      ]);
    });

    it.each([
      [400, { max_budget: -1 }],
      [400, { max_budget: 1, soft_budget: 2 }],
      [400, { budget_duration: '1fortnight' }],
      [400, { organization_id: 'no-such-organization' }],
      [400, { team_alias: 'a'.repeat(256) }],
      [422, { members_with_roles: [{ role: 'owner', user_id: 'x' }] }],
      [400, { members_with_roles: [{ role: 'user' }] }],
      [400, { members_with_roles: [{ role: 'user', user_email: 'no-address' }] }],
      [422, { models: 'gpt' }],
    ])('refuse what cannot be with %d: %j', async (status, body) => {
      const reply = await admin.post('/team/new', body).expect(status);
      expect(reply.body).toHaveProperty('detail');
    });

    it('refuse an id that is taken', async () => {
      await made('/team/new', { team_id: 'taken' });
      const reply = await admin.post('/team/new', { team_id: 'taken' }).expect(400);
      expect(reply.body.detail.error).toContain('exists already');
    });
  });

  describe('users', () => {
    it('are made with a key of their own, or without', async () => {
      const user = await made('/user/new', { user_email: 'kim@example.com', key_alias: 'kim-key' });
      expect(user).toMatchObject({ user_role: 'internal_user_viewer', user_email: 'kim@example.com' });
      expect(user.key).toMatch(/^sk-/);
      const without = await made('/user/new', { auto_create_key: false });
      expect(without).toMatchObject({ key: '', teams: [] });
      const twice = await admin.post('/user/new', { user_email: 'KIM@example.com' }).expect(400);
      expect(twice.body.error.param).toBe('user_email');
    });

    it('leave nothing behind when their key cannot be made', async () => {
      await made('/key/generate', { key_alias: 'alias-in-use' });
      await admin.post('/user/new', { user_id: 'half', key_alias: 'alias-in-use' }).expect(400);
      await admin.get('/user/info?user_id=half').expect(404);
    });

    it('give their role to their keys, at once', async () => {
      const user = await userWithKey();
      await user.get('/user/list').expect(401);
      await made('/user/update', { user_id: user.id, user_role: 'proxy_admin_viewer' });
      await user.get('/user/list').expect(200);
      await user.post('/team/new', {}).expect(401);
      await made('/user/update', { user_id: user.id, user_role: 'proxy_admin' });
      await user.post('/team/new', {}).expect(200);
      await made('/user/update', { user_id: user.id, user_role: 'internal_user' });
      await user.post('/team/block', { team_id: 'x' }).expect(401);
    });

    it('change little of themselves, and nothing of others', async () => {
      const user = await userWithKey();
      const other = await userWithKey();
      await user.post('/user/update', { user_id: user.id, user_alias: 'Me' }).expect(200);
      await user.post('/user/update', { user_id: user.id, user_role: 'proxy_admin' }).expect(403);
      await user.post('/user/update', { user_id: user.id, max_budget: 1e6 }).expect(403);
      await user.post('/user/update', { user_id: other.id, user_alias: 'x' }).expect(403);
      await user.post('/user/update', { user_id: user.id, password: PASSWORD }).expect(403);
      await user.get(`/user/info?user_id=${other.id}`).expect(403);
      expect((await user.get('/user/info').expect(200)).body).toMatchObject({
        user_id: user.id,
        user_info: { user_alias: 'Me' },
        keys: [{ user_id: user.id, team_alias: 'None' }],
      });
    });

    it('are gone with their keys, memberships and sessions', async () => {
      const user = await userWithKey();
      const { team_id } = await made('/team/new', { members: [user.id] });
      expect(await made('/user/delete', { user_ids: [user.id] })).toBe(1);
      await user.get('/key/info').expect(401);
      const { body } = await admin.get(`/team/info?team_id=${team_id}`).expect(200);
      expect(body.team_memberships).not.toContainEqual(expect.objectContaining({ user_id: user.id }));
      await admin.post('/user/delete', { user_ids: [user.id] }).expect(404);
    });
  });

  describe('sign-in', () => {
    const signIn = async (user: string, password: string) => {
      const reply = await http().post('/ui/session').send({ user, password });
      const cookie = String(reply.headers['set-cookie']).split(';', 1)[0] ?? '';
      return { status: reply.status, body: reply.body, cookie, csrf: String(reply.body.csrf_token) };
    };
    const invited = async (email: string) => {
      const { user_id } = await made('/user/new', { user_email: email, user_role: 'internal_user' });
      const { id } = await made('/invitation/new', { user_id });
      await http()
        .post('/onboarding/claim_token')
        .send({ invitation_link: id, password: PASSWORD })
        .expect(200);
      return { user_id: String(user_id), invitation: String(id) };
    };

    it('takes a user by e-mail and the password chosen with an invitation, which works once', async () => {
      const { user_id, invitation } = await invited('lee@example.com');
      const session = await signIn('LEE@example.com', PASSWORD);
      expect(session).toMatchObject({ status: 200, body: { user_id, role: 'internal_user' } });
      await http().get('/user/info').set('cookie', session.cookie).expect(200);
      await http().get('/user/list').set('cookie', session.cookie).expect(401);
      const again = { invitation_link: invitation, password: 'another long password' };
      await http().post('/onboarding/claim_token').send(again).expect(401);
      expect((await admin.get(`/invitation/info?invitation_id=${invitation}`)).body.is_accepted).toBe(true);
    });

    it('ends every session of a user whose password changes', async () => {
      const { user_id } = await invited('max@example.com');
      const first = await signIn(user_id, PASSWORD);
      const csrf = { [CSRF_HEADER]: first.csrf };
      const body = { user_id, password: 'a new long password' };
      await http().post('/user/update').set('cookie', first.cookie).set(csrf).send(body).expect(200);
      await http().get('/ui/session').set('cookie', first.cookie).expect(401);
      expect((await signIn(user_id, PASSWORD)).status).toBe(401);
      expect((await signIn(user_id, 'a new long password')).status).toBe(200);
    });

    it('stores argon2id, and shows it to nobody', async () => {
      const { user_id } = await invited('pat@example.com');
      const [row] = await world.dataSource.query(
        'SELECT password_hash FROM user_account WHERE user_id = $1',
        [user_id],
      );
      expect(row.password_hash).toMatch(/^\$argon2id\$/);
      const shown = await admin.get(`/user/info?user_id=${user_id}`).expect(200);
      const audit = await world.dataSource.query('SELECT before, after FROM audit_entry');
      expect(JSON.stringify([shown.body, audit])).not.toMatch(/argon2|battery/);
    });

    it('refuses expired invitations and short passwords', async () => {
      const { user_id } = await made('/user/new', { auto_create_key: false });
      const { id } = await made('/invitation/new', { user_id });
      const short = await http()
        .post('/onboarding/claim_token')
        .send({ invitation_link: id, password: 'short' })
        .expect(400);
      expect(short.body.error.param).toBe('password');
      await world.dataSource.query(`UPDATE invitation SET expires_at = now() - interval '1 second'`);
      await http()
        .post('/onboarding/claim_token')
        .send({ invitation_link: id, password: PASSWORD })
        .expect(401);
    });

    it('lets the admin in by name, with the master key', async () => {
      expect((await signIn('admin', MASTER_KEY)).body).toMatchObject({ role: 'proxy_admin' });
    });
  });

  describe('keys of users and teams', () => {
    it('are made by users for themselves only, without what admins alone may set', async () => {
      const user = await userWithKey();
      const other = await userWithKey();
      const mine = (await user.post('/key/generate', { max_budget: 1 }).expect(200)).body;
      expect(mine).toMatchObject({ user_id: user.id, created_by: user.id });
      await user.post('/key/generate', { user_id: other.id }).expect(403);
      await user.post('/key/generate', { spend: 5 }).expect(403);
      await user.post('/key/update', { key: mine.token, max_budget: 2 }).expect(200);
      await user.post('/key/update', { key: mine.token, user_id: other.id }).expect(403);
      await other.post('/key/update', { key: mine.token, max_budget: 9 }).expect(403);
      await other.post('/key/delete', { keys: [mine.token] }).expect(403);
      await other.get(`/key/info?key=${mine.token}`).expect(403);
      expect((await user.get(`/key/info?key=${mine.token}`).expect(200)).body.info.max_budget).toBe(2);
      expect((await user.get('/key/list').expect(200)).body.total_count).toBe(2);
      await user.post('/key/delete', { keys: [mine.token] }).expect(200);
    });

    it('never make themselves another key without their own limits', async () => {
      const user = await userWithKey();
      const capped = (await user.post('/key/generate', { max_budget: 1 }).expect(200)).body;
      await as(capped.key).post('/key/generate', {}).expect(403);
      await as(capped.key).post('/key/update', { key: capped.token, max_budget: 99 }).expect(403);
    });

    it('cannot be lifted by the user for whom an admin capped them', async () => {
      const user = await userWithKey();
      const { token } = await made('/key/generate', { user_id: user.id, max_budget: 1 });
      await user.post('/key/update', { key: token, max_budget: null }).expect(403);
    });

    it('of a team are made by its admins, and by members as far as the team permits', async () => {
      const lead = await userWithKey();
      const member = await userWithKey();
      const stranger = await userWithKey();
      const { team_id } = await made('/team/new', {
        members_with_roles: [
          { role: 'admin', user_id: lead.id },
          { role: 'user', user_id: member.id },
        ],
      });
      await lead.post('/key/generate', { team_id, user_id: member.id }).expect(200);
      await lead.post('/key/generate', { team_id, user_id: stranger.id }).expect(403);
      await stranger.post('/key/generate', { team_id }).expect(400);
      const refused = await member.post('/key/generate', { team_id }).expect(401);
      expect(refused.body.error.type).toBe('team_member_permission_error');
      await lead
        .post('/team/permissions_update', { team_id, team_member_permissions: ['/key/generate'] })
        .expect(200);
      await member.post('/key/generate', { team_id }).expect(200);
      expect((await lead.get(`/key/list?team_id=${team_id}`).expect(200)).body.total_count).toBe(2);
      await member.get(`/key/list?team_id=${team_id}`).expect(403);
    });
  });

  describe('organizations', () => {
    it('are made with a budget of their own, and change only where the body says so', async () => {
      const made1 = await made('/organization/new', {
        organization_alias: 'Acme',
        max_budget: 50,
        rpm_limit: 9,
      });
      expect(made1).toMatchObject({
        organization_alias: 'Acme',
        spend: 0,
        litellm_budget_table: { budget_id: made1.budget_id, max_budget: 50, rpm_limit: 9 },
      });
      const { organization_id } = made1;
      const changed = await http()
        .patch('/organization/update')
        .set({ authorization: `Bearer ${MASTER_KEY}` })
        .send({ organization_id, max_budget: null })
        .expect(200);
      expect(changed.body.litellm_budget_table).toMatchObject({ max_budget: null, rpm_limit: 9 });
    });

    it('are run by their admins, and unknown to everybody else', async () => {
      const boss = await userWithKey();
      const stranger = await userWithKey();
      const { organization_id } = await made('/organization/new', {
        organization_alias: 'Run',
        max_budget: 10,
      });
      await made('/organization/member_add', {
        organization_id,
        member: { role: 'org_admin', user_id: boss.id },
      });
      const added = await boss
        .post('/organization/member_add', {
          organization_id,
          member: [{ role: 'internal_user', user_email: 'new@run.example' }],
        })
        .expect(200);
      expect(added.body.updated_organization_memberships).toMatchObject([
        { user_role: 'internal_user', spend: 0 },
      ]);
      const team = (await boss.post('/team/new', { organization_id, max_budget: 5 }).expect(200)).body;
      await boss.post('/team/new', { organization_id, max_budget: 11 }).expect(400);
      await boss.post('/team/new', {}).expect(401);
      await boss.post('/organization/new', { organization_alias: 'x' }).expect(401);
      await boss
        .post('/user/new', { organizations: [organization_id], user_role: 'internal_user' })
        .expect(200);
      await boss
        .post('/user/new', { organizations: [organization_id], user_role: 'proxy_admin' })
        .expect(401);
      const info = await boss.get(`/organization/info?organization_id=${organization_id}`).expect(200);
      expect(info.body.teams).toMatchObject([{ team_id: team.team_id }]);
      await stranger.get(`/organization/info?organization_id=${organization_id}`).expect(404);
      expect((await stranger.get('/organization/list').expect(200)).body).toEqual([]);
    });

    it('take their teams and keys with them', async () => {
      const { organization_id } = await made('/organization/new', { organization_alias: 'Short-lived' });
      const { team_id } = await made('/team/new', { organization_id });
      const { key } = await made('/key/generate', { team_id });
      const own = await made('/key/generate', { organization_id });
      await as(key).get('/key/info').expect(200);
      await http()
        .delete('/organization/delete')
        .set({ authorization: `Bearer ${MASTER_KEY}` })
        .send({ organization_ids: [organization_id] })
        .expect(200);
      await as(key).get('/key/info').expect(401);
      await as(own.key).get('/key/info').expect(401);
      await admin.get(`/team/info?team_id=${team_id}`).expect(404);
    });

    it('need a name', async () => {
      const reply = await admin.post('/organization/new', {}).expect(422);
      expect(reply.body.detail[0].loc).toEqual(['body', 'organization_alias']);
    });
  });
});
