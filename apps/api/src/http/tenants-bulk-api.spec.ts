import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type BulkUpdatedUsers,
  type InvitationView,
  type ManyTeamMembersAdded,
  type OrganizationDetails,
  type TeamView,
  type UserPage,
} from '@tollgate/core';
import request from 'supertest';
import { ManagementObjects } from '../testing/management-objects.js';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

describe('many members, users and organizations at once', () => {
  let world: ManagementWorld;
  let make: ManagementObjects;
  beforeAll(async () => {
    world = await ManagementWorld.open();
    make = new ManagementObjects(world.server, MASTER_KEY);
  }, 90_000);
  afterAll(() => world.close());

  const call = (verb: 'get' | 'post' | 'patch', path: string, key = MASTER_KEY) =>
    request(world.server)[verb](path).set('authorization', `Bearer ${key}`);
  const post = async <Reply>(path: string, body: object, key = MASTER_KEY): Promise<Reply> => {
    const reply = await call('post', path, key).send(body);
    expect({ path, status: reply.status, text: reply.text }).toMatchObject({ path, status: 200 });
    return reply.body as Reply;
  };
  const adminOf = async (team_id: string) => {
    const user_id = await make.user({ user_role: 'internal_user' });
    await post('/team/member_add', { team_id, member: { role: 'admin', user_id } });
    return make.key({ user_id });
  };

  describe('bulk_member_add', () => {
    it('adds whom it can, and says of the others why not', async () => {
      const team_id = await make.team();
      const [here, fresh] = [await make.member(team_id), await make.user({ user_email: 'f@bulk.example' })];
      const reply = await post<ManyTeamMembersAdded>('/team/bulk_member_add', {
        team_id,
        max_budget_in_team: 2,
        members: [
          { role: 'user', user_id: here },
          { role: 'admin', user_id: fresh },
          { role: 'user', user_email: 'no-address' },
          { role: 'user', user_id: fresh },
        ],
      });
      expect(reply).toMatchObject({
        ...{ team_id, total_requested: 4, successful_additions: 1, failed_additions: 3 },
        results: [
          { user_id: here, success: false, error: 'Is a member of this team already.', updated_user: null },
          {
            ...{ user_id: fresh, user_email: 'f@bulk.example', success: true, error: null },
            updated_team_membership: { user_id: fresh, litellm_budget_table: { max_budget: 2 } },
          },
          { user_email: 'no-address', success: false, error: 'user_email must be an e-mail address' },
          { user_id: fresh, success: false },
        ],
      });
      const roles = reply.updated_team.members_with_roles.map(({ user_id, role }) => [user_id, role]);
      expect(roles).toContainEqual([fresh, 'admin']);
    });

    it('adds every user there is, for proxy admins only', async () => {
      const team_id = await make.team();
      const [one, other] = [await make.user(), await make.user()];
      const lead = await adminOf(team_id);
      await call('post', '/team/bulk_member_add', lead).send({ team_id, all_users: true }).expect(403);
      const { updated_team: team } = await post<ManyTeamMembersAdded>('/team/bulk_member_add', {
        team_id,
        all_users: true,
      });
      const ids = team.members_with_roles.map(({ user_id }) => user_id);
      expect(ids).toEqual(expect.arrayContaining([one, other]));
    });

    it.each([{}, { members: [] }, { members: [{ role: 'user', user_id: 'x' }], all_users: true }])(
      'refuses neither and both: %j',
      async (body) => {
        const reply = await call('post', '/team/bulk_member_add').send({
          team_id: await make.team(),
          ...body,
        });
        expect([reply.status, JSON.stringify(reply.body)]).toEqual([400, expect.stringContaining('members')]);
      },
    );
  });

  describe('permissions_bulk_update', () => {
    const listOf = async (team_id: string): Promise<string[]> => {
      const { body } = await call('get', `/team/permissions_list?team_id=${team_id}`).expect(200);
      return Reflect.get(body as object, 'team_member_permissions') as string[];
    };

    it('adds to the permissions of some teams, keeping those they have, the default included', async () => {
      const [set, unset, other] = [await make.team(), await make.team(), await make.team()];
      await post('/team/permissions_update', { team_id: set, team_member_permissions: ['/key/list'] });
      const reply = await post('/team/permissions_bulk_update', {
        team_ids: [set, unset],
        permissions: ['/key/generate'],
      });
      expect(reply).toMatchObject({ teams_updated: 2, permissions_appended: ['/key/generate'] });
      expect(await listOf(set)).toEqual(['/key/list', '/key/generate']);
      expect(await listOf(unset)).toEqual(['/key/info', '/key/health', '/key/generate']);
      expect(await listOf(other)).toEqual(['/key/info', '/key/health']);
      await post('/team/permissions_bulk_update', {
        apply_to_all_teams: true,
        permissions: ['/key/aliases'],
      });
      expect(await listOf(other)).toContain('/key/aliases');
    });

    it('changes no team when one of them is not there, and takes no unknown permission', async () => {
      const team_id = await make.team();
      const permissions = ['/key/update'];
      await call('post', '/team/permissions_bulk_update')
        .send({ team_ids: [team_id, 'no-such-team'], permissions })
        .expect(404);
      expect(await listOf(team_id)).not.toContain('/key/update');
      await call('post', '/team/permissions_bulk_update')
        .send({ team_ids: [team_id], permissions: ['/everything'] })
        .expect(400);
    });
  });

  describe('PATCH /team/{team_id}', () => {
    it('merges metadata, where null takes a member away, and replies the whole team', async () => {
      const id = await make.team({ rpm_limit: 3, metadata: { a: { b: 1, c: 2 }, d: 4 } });
      const { body } = await call('patch', `/team/${id}`)
        .send({ max_budget: 7, metadata: { a: { b: null, e: 5 }, d: null } })
        .expect(200);
      const team = body as TeamView;
      expect(team).toMatchObject({ team_id: id, max_budget: 7, rpm_limit: 3 });
      expect(team.metadata).toEqual({ a: { c: 2, e: 5 } });
    });

    it('knows no team that the caller does not', async () => {
      const id = await make.team();
      const stranger = await make.key({ user_id: await make.user({ user_role: 'internal_user' }) });
      await call('patch', `/team/${id}`, stranger).send({ team_alias: 'mine' }).expect(404);
    });
  });

  it('GET /team/{team_id}/members/me shows what one is in a team, to members only', async () => {
    const team_id = await make.team({ team_alias: 'Mine' });
    const user_id = await make.user({ user_email: 'me@bulk.example', user_role: 'internal_user' });
    await post('/team/member_add', {
      team_id,
      member: { role: 'user', user_id },
      max_budget_in_team: 3,
    });
    const key = await make.key({ user_id });
    const { body } = await call('get', `/team/${team_id}/members/me`, key).expect(200);
    expect(body).toEqual({
      ...{ user_id, team_id, role: 'user', user_email: 'me@bulk.example', team_alias: 'Mine' },
      ...{ budget_id: `${team_id}:${user_id}`, spend: 0, total_spend: 0 },
      litellm_budget_table: expect.objectContaining({ max_budget: 3 }),
    });
    const stranger = await make.key({ user_id: await make.user({ user_role: 'internal_user' }) });
    await call('get', `/team/${team_id}/members/me`, stranger).expect(404);
  });

  describe('user/bulk_update', () => {
    it('changes each user on its own, and says what became of it', async () => {
      const [one, two] = [await make.user(), await make.user()];
      const reply = await post<BulkUpdatedUsers>('/user/bulk_update', {
        users: [
          { user_id: one, max_budget: 5 },
          { user_id: 'no-such-user', max_budget: 5 },
          { user_id: two, user_email: 'no-address' },
          { max_budget: 5 },
        ],
      });
      expect(reply).toMatchObject({
        ...{ total_requested: 4, successful_updates: 1, failed_updates: 3 },
        results: [
          { user_id: one, success: true, error: null, updated_user: { max_budget: 5 } },
          { user_id: 'no-such-user', success: false, error: 'User not found.', updated_user: null },
          { user_id: two, success: false, error: 'user_email must be an e-mail address' },
          { user_id: null, success: false, error: 'user_id or user_email is required' },
        ],
      });
    });

    it('changes every user', async () => {
      const id = await make.user();
      await post('/user/bulk_update', { all_users: true, user_updates: { rpm_limit: 77 } });
      const { body } = await call('get', `/v2/user/info?user_id=${id}`).expect(200);
      expect(body).toMatchObject({ user_id: id });
      const { body: list } = await call('get', `/user/list?user_ids=${id}`).expect(200);
      expect((list as UserPage).users).toMatchObject([{ rpm_limit: 77 }]);
    });

    it.each([
      {},
      { users: [] },
      { all_users: true },
      { all_users: true, user_updates: { user_email: 'a@b.example' } },
      { users: [{ user_id: 'x' }], all_users: true, user_updates: {} },
    ])('refuses %j', async (body) => {
      await call('post', '/user/bulk_update').send(body).expect(400);
    });

    it('refuses more than 500 users', async () => {
      const users = Array.from({ length: 501 }, (_, index) => ({ user_id: `u${index}` }));
      await call('post', '/user/bulk_update').send({ users }).expect(400);
    });
  });

  it('GET /user/list shows the memberships in organizations', async () => {
    const organization_id = await make.organization();
    const user_id = await make.organizationMember(organization_id);
    const { body } = await call('get', `/user/list?user_ids=${user_id}`).expect(200);
    expect((body as UserPage).users).toMatchObject([
      { user_id, organization_memberships: [{ organization_id, user_role: 'internal_user' }] },
    ]);
  });

  it('GET /user/filter/ui finds by part of an id or address, and shows only whom one may list', async () => {
    const id = await make.user({ user_email: 'Picked@bulk.example' });
    const { body } = await call('get', '/user/filter/ui?user_email=picked').expect(200);
    expect(body).toEqual([{ user_id: id, user_email: 'Picked@bulk.example' }]);
    const nobody = await make.key({ user_id: await make.user({ user_role: 'internal_user' }) });
    await call('get', '/user/filter/ui', nobody).expect(401);
  });

  it('GET /user/available_users counts, and knows no limit', async () => {
    const before = (await call('get', '/user/available_users').expect(200)).body as Record<string, number>;
    await make.user();
    const { body } = await call('get', '/user/available_users').expect(200);
    expect(body).toEqual({
      total_users: null,
      total_users_used: (before['total_users_used'] ?? 0) + 1,
      total_users_remaining: null,
    });
  });

  it('an invitation that was marked as used no longer works', async () => {
    const id = await make.invitation();
    const used = await post<InvitationView>('/invitation/update', { invitation_id: id, is_accepted: true });
    expect(used).toMatchObject({ id, is_accepted: true, accepted_at: expect.any(String) });
    await request(world.server)
      .post('/onboarding/claim_token')
      .send({ invitation_link: id, password: 'correct horse battery' })
      .expect(401);
    await call('post', '/invitation/update').send({ invitation_id: id, is_accepted: false }).expect(400);
  });

  it('POST /organization/info shows several, without those the caller is not in', async () => {
    const [own, other] = [await make.organization(), await make.organization()];
    const user_id = await make.organizationMember(own);
    const asked = { organizations: [own, other, 'no-such-organization'] };
    const all = await post<OrganizationDetails[]>('/organization/info', asked);
    expect(all.map((each) => each.organization_id).sort()).toEqual([own, other].sort());
    const seen = await post<OrganizationDetails[]>('/organization/info', asked, await make.key({ user_id }));
    expect(seen).toMatchObject([{ organization_id: own, members: [{ user_id }] }]);
  });
});
