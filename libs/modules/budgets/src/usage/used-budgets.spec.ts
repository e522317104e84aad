import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { UsedBudgets } from './used-budgets.js';

const LIMITS = { model_max_budget: {}, model_spend: {}, models: [], metadata: {} };
const MADE = { created_at: '2026-04-01T00:00:00Z', updated_at: '2026-04-01T00:00:00Z' };

describe('budgets by how much of them is used', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({ url: database.url, entities: [], poolSize: 4, applicationName: 'spec' });
    await dataSource.initialize();
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
    await insert('team', {
      ...{ team_id: 't1', team_alias: 'Search', spend: '90', max_budget: '100', blocked: false },
      ...{
        member_permissions: [],
        default_member_models: [],
        model_aliases: {},
        access_group_ids: [],
        policies: [],
      },
    });
    await insert('budget', { budget_id: 'plan', max_budget: '200', budget_duration: '1mo' });
    await insert('customer', { customer_id: 'ann', blocked: false, budget_id: 'plan', spend: '199' });
    await insert('customer', {
      customer_id: 'bob',
      blocked: false,
      budget_id: 'plan',
      max_budget: '1000',
      spend: '500',
    });
    await insert('tag', { name: 'unlimited', spend: '10000' });
    await insert('tag', { name: 'unused', max_budget: '5', spend: '0' });
    await insert('tag', { name: 'none', max_budget: '0', spend: '7' });
  }, 90_000);
  afterAll(() => drop());

  async function insert(table: string, row: Record<string, unknown>) {
    await dataSource.query(
      `INSERT INTO ${table} SELECT * FROM json_populate_record(NULL::${table}, $1::json)`,
      [JSON.stringify({ ...LIMITS, ...MADE, ...row })],
    );
  }

  it('come nearest to their limit first, with the limit that is borrowed where there is no own one', async () => {
    const found = await new UsedBudgets(dataSource).nearest(10);
    expect(found).toEqual([
      {
        ...{ scope: 'customer', id: 'ann', name: null, spend: 199n, maxBudget: 200n },
        ...{ duration: '1mo', resetAt: null },
      },
      {
        ...{ scope: 'team', id: 't1', name: 'Search', spend: 90n, maxBudget: 100n },
        ...{ duration: null, resetAt: null },
      },
      {
        ...{ scope: 'customer', id: 'bob', name: null, spend: 500n, maxBudget: 1000n },
        ...{ duration: '1mo', resetAt: null },
      },
    ]);
  });

  it('are no more than were asked for', async () => {
    expect(await new UsedBudgets(dataSource).nearest(1)).toHaveLength(1);
  });
});
