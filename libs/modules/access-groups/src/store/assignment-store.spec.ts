import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { AssignmentStore } from './assignment-store.js';

describe('who has access groups', () => {
  let dataSource: DataSource;
  let store: AssignmentStore;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      ...{ url: database.url, entities: [], poolSize: 4, applicationName: 'spec' },
    });
    await dataSource.initialize();
    store = new AssignmentStore(dataSource);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(async () => {
    await dataSource.query('TRUNCATE team, virtual_key CASCADE');
    for (const id of ['blue', 'red']) await team(id);
    for (const token of ['k1', 'k2']) await key(token);
  });

  const team = (id: string) =>
    dataSource.query(
      `INSERT INTO team (team_id, spend, blocked, models, metadata, model_max_budget, model_spend, member_permissions,
         default_member_models, model_aliases, access_group_ids, policies, created_at, updated_at)
       VALUES ($1, 0, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{other}', '{}', now(), now())`,
      [id],
    );
  const key = (token: string) =>
    dataSource.query(
      `INSERT INTO virtual_key (token, spend, soft_budget_cooldown, model_max_budget, model_spend, models, aliases, config,
         permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate, rotation_count, created_at, updated_at)
       VALUES ($1, 0, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
      [token],
    );
  const assign = (teamIds: string[], keyHashes: string[]) =>
    dataSource.transaction((manager) => store.assign(manager, 'g', { teamIds, keyHashes }));
  const holders = async (id = 'g') => (await store.of([id])).get(id);

  it('are exactly those it was given to last, keys that never had a group included', async () => {
    await assign(['red', 'blue'], ['k2']);
    expect(await holders()).toEqual({ teamIds: ['blue', 'red'], keyHashes: ['k2'] });
    await assign(['red'], ['k1', 'k2']);
    expect(await holders()).toEqual({ teamIds: ['red'], keyHashes: ['k1', 'k2'] });
    await assign([], []);
    expect(await holders()).toEqual({ teamIds: [], keyHashes: [] });
  });

  it('keep their other groups', async () => {
    await assign(['red'], []);
    await assign([], []);
    expect(await holders('other')).toEqual({ teamIds: ['blue', 'red'], keyHashes: [] });
  });

  it('have it once, however often it is given', async () => {
    await assign(['red'], []);
    await assign(['red'], []);
    const [row] = await dataSource.query<{ ids: string[] }[]>(
      `SELECT access_group_ids AS ids FROM team WHERE team_id = 'red'`,
    );
    expect(row?.ids).toEqual(['other', 'g']);
  });

  it('are told of several groups at once, empty where nobody has one', async () => {
    await assign(['blue'], ['k1']);
    expect(await store.of(['other', 'g', 'nobody’s'])).toEqual(
      new Map([
        ['other', { teamIds: ['blue', 'red'], keyHashes: [] }],
        ['g', { teamIds: ['blue'], keyHashes: ['k1'] }],
        ['nobody’s', { teamIds: [], keyHashes: [] }],
      ]),
    );
  });

  it('are missing when there is no such team or key', async () => {
    const given = { teamIds: ['red', 'green'], keyHashes: ['k1', 'k3', "'; DROP TABLE team; --"] };
    expect(await store.missing(dataSource.manager, given)).toEqual({
      teamIds: ['green'],
      keyHashes: ['k3', "'; DROP TABLE team; --"],
    });
  });
});
