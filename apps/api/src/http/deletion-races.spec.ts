import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ManagementObjects } from '../testing/management-objects.js';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

const KEYS_AT_ONCE = 8;
const ROUNDS = 6;

describe('what is made while its owner is being deleted', () => {
  let world: ManagementWorld;
  let make: ManagementObjects;
  beforeAll(async () => {
    world = await ManagementWorld.open();
    make = new ManagementObjects(world.server, MASTER_KEY);
  }, 90_000);
  afterAll(() => world.close());

  const send = async (verb: 'post' | 'delete', path: string, body: object) => {
    const agent = request(world.server);
    const reply = await agent[verb](path).set('authorization', `Bearer ${MASTER_KEY}`).send(body);
    return { status: reply.status, text: reply.text };
  };
  const generate = (body: object) => send('post', '/key/generate', body);
  const count = async (table: string, column: string, id: string): Promise<number> => {
    const [row] = await world.dataSource.query<{ rows: number }[]>(
      `SELECT count(*)::int AS rows FROM "${table}" WHERE "${column}" = $1`,
      [id],
    );
    return row?.rows ?? 0;
  };

  /** Runs SQL in a transaction of its own; what is done meanwhile waits for its locks until it is committed. */
  const during = async <T>(sql: string, parameters: unknown[], meanwhile: () => Promise<T>): Promise<T> => {
    const runner = world.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query(sql, parameters);
      const outcome = meanwhile();
      await somebodyWaits();
      await runner.commitTransaction();
      return await outcome;
    } finally {
      await runner.release();
    }
  };
  const somebodyWaits = async (): Promise<void> => {
    for (let turn = 0; turn < 500; turn += 1) {
      const [row] = await world.dataSource.query<{ waiting: number }[]>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock'`,
      );
      if ((row?.waiting ?? 0) > 0) return;
      await setTimeout(10);
    }
    throw new Error('Nobody waited for the lock.');
  };

  describe('by one that is all but gone', () => {
    it.each([
      ['team_id', 'team', 'team_id', () => make.team()],
      ['user_id', 'user_account', 'user_id', () => make.user()],
      ['organization_id', 'organization', 'organization_id', () => make.organization()],
      ['project_id', 'project', 'project_id', () => make.project()],
    ])('is refused: a key with %s', async (param, table, column, owner) => {
      const id = await owner();
      const reply = await during(`DELETE FROM "${table}" WHERE "${column}" = $1`, [id], () =>
        generate({ [param]: id }),
      );
      expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('was deleted')]);
      expect(await count('virtual_key', column, id)).toBe(0);
    });

    it('is refused: a team in an organization', async () => {
      const organization_id = await make.organization();
      const reply = await during(
        'DELETE FROM organization WHERE organization_id = $1',
        [organization_id],
        () => send('post', '/team/new', { organization_id }),
      );
      expect(reply.status).toBe(400);
      expect(await count('team', 'organization_id', organization_id)).toBe(0);
    });

    it('is refused for good: the id of a deleted team', async () => {
      const team_id = await make.team();
      await send('post', '/team/delete', { team_ids: [team_id] });
      expect((await generate({ team_id })).status).toBe(400);
    });
  });

  describe('a moment before', () => {
    /** A key that was stored, and not committed yet, when the deletion begins. */
    const keyInFlight = (table: string, column: string, id: string, meanwhile: () => Promise<unknown>) =>
      during(
        `WITH owner AS (SELECT 1 FROM "${table}" WHERE "${column}" = $1 FOR KEY SHARE)
         UPDATE virtual_key SET "${column}" = $1 WHERE key_alias = $2 AND EXISTS (SELECT FROM owner)`,
        [id, `late-${id}`],
        meanwhile,
      );

    it.each([
      ['team', 'team_id', () => make.team(), '/team/delete', 'team_ids', 'post'],
      ['user_account', 'user_id', () => make.user(), '/user/delete', 'user_ids', 'post'],
      [
        ...(['organization', 'organization_id', () => make.organization()] as const),
        ...(['/organization/delete', 'organization_ids', 'delete'] as const),
      ],
    ] as const)('is deleted with it: a key of a %s', async (table, column, owner, path, member, verb) => {
      const id = await owner();
      await generate({ key_alias: `late-${id}` });
      const reply = await keyInFlight(table, column, id, () => send(verb, path, { [member]: [id] }));
      expect(reply).toMatchObject({ status: 200 });
      expect(await count('virtual_key', 'key_alias', `late-${id}`)).toBe(0);
      expect(await count('deleted_key', 'key_alias', `late-${id}`)).toBe(1);
    });

    it('keeps it from being deleted: a key of a project', async () => {
      const id = await make.project();
      await generate({ key_alias: `late-${id}` });
      const reply = await keyInFlight('project', 'project_id', id, () =>
        send('delete', '/project/delete', { project_ids: [id] }),
      );
      expect(reply).toMatchObject({ status: 400 });
      expect(await count('project', 'project_id', id)).toBe(1);
    });
  });

  describe('at any moment', () => {
    it('leaves no key of a team that is gone, and no reply but yes and no', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const team_id = await make.team();
        const replies = await Promise.all([
          ...Array.from({ length: KEYS_AT_ONCE }, () => generate({ team_id })),
          send('post', '/team/delete', { team_ids: [team_id] }),
          ...Array.from({ length: KEYS_AT_ONCE }, () => generate({ team_id })),
        ]);
        expect(replies.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
        expect(await count('virtual_key', 'team_id', team_id)).toBe(0);
      }
    });

    it('leaves no member who is gone', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [team_id, user_id] = [await make.team(), await make.user()];
        const [added, deleted] = await Promise.all([
          send('post', '/team/member_add', { team_id, member: { role: 'user', user_id } }),
          send('post', '/user/delete', { user_ids: [user_id] }),
        ]);
        expect([added.status, deleted.status]).toEqual([200, 200]);
        // Added after the deletion, the name stands for a user made anew.
        expect(await count('team_member', 'user_id', user_id)).toBe(
          await count('user_account', 'user_id', user_id),
        );
      }
    });

    it('leaves no key of a project that is gone', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const project_id = await make.project();
        const replies = await Promise.all([
          generate({ project_id }),
          send('delete', '/project/delete', { project_ids: [project_id] }),
          generate({ project_id }),
        ]);
        expect(replies.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
        const keys = await count('virtual_key', 'project_id', project_id);
        expect(keys > 0).toBe((await count('project', 'project_id', project_id)) > 0);
      }
    });

    it('leaves no team of an organization that is gone', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const organization_id = await make.organization();
        const replies = await Promise.all([
          send('post', '/team/new', { organization_id }),
          generate({ organization_id, team_id: await make.team({ organization_id }) }),
          send('delete', '/organization/delete', { organization_ids: [organization_id] }),
          send('post', '/team/new', { organization_id }),
        ]);
        expect(replies.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
        expect(await count('team', 'organization_id', organization_id)).toBe(0);
      }
    });
  });
});
