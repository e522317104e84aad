import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { spendEvent } from '../testing/spend-events.js';
import { toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  const { dataSource } = database;
  await dataSource.query(
    'TRUNCATE spend_event, spend_total, team, team_member, organization, user_account CASCADE',
  );
  const shared = `spend, model_max_budget, model_spend, models, metadata, created_at, updated_at`;
  const values = `0, '{}', '{}', '{}', '{}', now(), now()`;
  for (const id of ['t1', 't2'])
    await dataSource.query(
      `INSERT INTO team (team_id, blocked, member_permissions, default_member_models, model_aliases, access_group_ids,
         policies, ${shared}) VALUES ($1, false, '{}', '{}', '{}', '{}', '{}', ${values})`,
      [id],
    );
  await dataSource.query(
    `INSERT INTO organization (organization_id, organization_alias, budget_id, ${shared}) VALUES ('o', 'O', 'b', ${values})`,
  );
  await dataSource.query(
    `INSERT INTO user_account (user_id, user_role, allowed_cache_controls, policies, ${shared})
     VALUES ('u', 'internal_user', '{}', '{}', ${values})`,
  );
  await dataSource.query(
    `INSERT INTO team_member (team_id, user_id, role, spend, allowed_models, created_at, updated_at)
     VALUES ('t1', 'u', 'user', 0, '{}', now(), now())`,
  );
});

const store = (events: readonly SpendEvent[]) =>
  storeEvents(
    database.dataSource,
    events.map((event) => {
      const result = toEventRecord(event);
      if (!result.ok) throw new Error(result.reason);
      return result.record;
    }),
  );
const spendIn = async (table: string) => {
  const rows = await database.dataSource.query<{ spend: string }[]>(`SELECT * FROM ${table} ORDER BY 1`);
  return rows.map((row) => row.spend);
};

describe('spend of owners', () => {
  it('grows for team, member, user and organization of a call, once, however often it is stored', async () => {
    const owners = { teamId: 't1', userId: 'u', organizationId: 'o' };
    const events = [
      spendEvent({ cost: 5n, ...owners }),
      spendEvent({ cost: 7n, ...owners, teamId: 't2' }),
      spendEvent({ cost: 11n, userId: 'u' }),
      spendEvent({ cost: null, ...owners }),
    ];
    await store(events);
    await store(events);
    expect(await spendIn('team')).toEqual(['5', '7']);
    expect(await spendIn('team_member')).toEqual(['5']);
    expect(await spendIn('organization')).toEqual(['12']);
    expect(await spendIn('user_account')).toEqual(['23']);
    expect(await spendIn('spend_total')).toEqual(['23']);
  });

  it("is nobody's where there is no such owner", async () => {
    const events = [spendEvent({ cost: 5n, teamId: 'gone', userId: 'gone', organizationId: 'gone' })];
    expect(await store(events)).toMatchObject({ inserted: 1 });
    expect(await spendIn('team')).toEqual(['0', '0']);
  });

  it('adds up exactly when many flush at once', async () => {
    const batches = Array.from({ length: 8 }, () =>
      Array.from({ length: 20 }, (_, i) =>
        spendEvent({ cost: 1n, teamId: i % 2 ? 't1' : 't2', userId: 'u' }),
      ),
    );
    await Promise.all(batches.map(store));
    expect(await spendIn('team')).toEqual(['80', '80']);
    expect(await spendIn('user_account')).toEqual(['160']);
  });
});
