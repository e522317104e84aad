import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { resetBudgetTiers } from './reset-budget-tiers.js';
import { resetDueBudgets } from './reset-due-budgets.js';
import { RESETTABLE_TABLES } from './resettable-tables.js';

const APRIL = new Date('2026-04-01T00:00:01Z');

describe('budget windows of customers and tags', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    const { url } = database;
    dataSource = createDataSource({ url, entities: [AuditEntryRow], poolSize: 4, applicationName: 'spec' });
    await dataSource.initialize();
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() => dataSource.query('TRUNCATE customer, tag, customer_default, budget, spend_event'));

  interface Window {
    readonly budgetId?: string;
    readonly maxBudget?: number;
    readonly duration?: string;
  }

  async function row(table: 'customer' | 'tag', id: string, { budgetId, maxBudget, duration }: Window = {}) {
    await dataSource.query(
      `INSERT INTO ${table} (${table === 'tag' ? 'name' : 'blocked, customer_id'}, spend, budget_id, max_budget, budget_duration,
         budget_reset_at, model_max_budget, model_spend, models, metadata, created_at, updated_at)
       VALUES (${table === 'tag' ? '$1' : 'false, $1'}, 100, $2, $3, $4, $5, '{}', '{}', '{}', '{}', now(), now())`,
      [id, budgetId ?? null, maxBudget ?? null, duration ?? null, duration ? '2026-04-01T00:00:00Z' : null],
    );
  }

  async function monthlyBudget(id: string) {
    await dataSource.query(
      `INSERT INTO budget (budget_id, max_budget, budget_duration, budget_reset_at, created_at, updated_at)
       VALUES ($1, 500, '1mo', '2026-04-01T00:00:00Z', now(), now())`,
      [id],
    );
  }

  /** A call that began in March and ended in April. */
  async function lateCall(named: { end_user_id?: string; tags?: string[] }) {
    const event = {
      ...{ id: randomUUID(), call_id: 'c', status: 'success', http_status: 200, call_type: 'acompletion' },
      ...{ stream: false, asked_model: 'm', key_hash: 'k', tags: [], metadata: {}, usage_estimated: false },
      ...{ attempted_retries: 0, attempted_fallbacks: 0, cost: '9', ended_at: '2026-04-01T00:00:00.500Z' },
      ...{ started_at: '2026-03-31T23:59:30Z', ...named },
    };
    await dataSource.query(
      'INSERT INTO spend_event SELECT * FROM json_populate_record(NULL::spend_event, $1::json)',
      [JSON.stringify(event)],
    );
  }

  const spends = async (table: 'customer' | 'tag') => {
    const rows = await dataSource.query<{ id: string; spend: string }[]>(
      `SELECT ${table === 'tag' ? 'name' : 'customer_id'} AS id, spend::text FROM ${table} ORDER BY 1`,
    );
    return Object.fromEntries(rows.map(({ id, spend }) => [id, spend]));
  };

  it('begin by their own durations, with what calls cost that ended since', async () => {
    await row('customer', 'ann', { duration: '1mo' });
    await row('customer', 'bob', {});
    await row('tag', 'ci', { duration: '1mo' });
    await lateCall({ end_user_id: 'ann', tags: ['ci', 'other'] });
    const audit = new AuditStore(dataSource);
    const reset = new Map<string, string[]>();
    for (const table of RESETTABLE_TABLES)
      reset.set(table.name, await resetDueBudgets(dataSource, audit, table, UTC_CALENDAR, APRIL));
    expect([reset.get('customer'), reset.get('tag')]).toEqual([['ann'], ['ci']]);
    expect(await spends('customer')).toEqual({ ann: '9', bob: '100' });
    expect(await spends('tag')).toEqual({ ci: '9' });
  });

  it('begin with those of the budget they borrow from', async () => {
    await monthlyBudget('tier');
    await row('customer', 'ann', { budgetId: 'tier' });
    await row('customer', 'bob', { budgetId: 'tier', duration: '1mo' });
    await row('tag', 'ci', { budgetId: 'tier' });
    await lateCall({ end_user_id: 'ann' });
    expect(await resetBudgetTiers(dataSource, UTC_CALENDAR, APRIL)).toEqual(
      new Map([
        ['customer', ['ann']],
        ['tag', ['ci']],
      ]),
    );
    expect(await spends('customer')).toEqual({ ann: '9', bob: '100' });
    expect(await spends('tag')).toEqual({ ci: '0' });
  });

  it('begin with those of the budget that all customers have who have none of their own', async () => {
    await monthlyBudget('all');
    await dataSource.query(`INSERT INTO customer_default (id, budget_id) VALUES (1, 'all')`);
    await row('customer', 'ann');
    await row('customer', 'bob', { budgetId: 'another' });
    await resetBudgetTiers(dataSource, UTC_CALENDAR, APRIL);
    expect(await spends('customer')).toEqual({ ann: '0', bob: '100' });
  });
});
