import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type Result } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { type Budget } from '../domain/budget.js';
import { budgetViewOf } from '../http/budget-view.js';
import { resetBudgetTiers } from '../resets/reset-budget-tiers.js';
import { BudgetRow } from '../store/budget-row.js';
import { BudgetStore } from '../store/budget-store.js';
import { ChangeBudgets } from './change-budgets.js';

const ADMIN: Actor = {
  caller: { role: 'proxy_admin', userId: 'admin', teamId: null, keyHash: 'f'.repeat(64), via: 'master' },
  changedBy: null,
  ip: null,
  requestId: 'request-1',
};
const NOW = new Date('2026-03-18T10:00:00.000Z');
const LATER = new Date('2026-03-18T11:00:00.000Z');
const TOKYO = { timeZone: 'Asia/Tokyo', weekStartsOn: 1 };

describe('budgets', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;
  let audit: AuditStore;
  let store: BudgetStore;
  let budgets: ChangeBudgets;
  const heard: string[] = [];

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      url: database.url,
      entities: [BudgetRow, AuditEntryRow],
      poolSize: 4,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    audit = new AuditStore(dataSource);
    store = new BudgetStore(dataSource);
    budgets = new ChangeBudgets(store, audit, { changed: (tokens) => heard.push(...tokens) }, TOKYO);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(async () => {
    await dataSource.query('TRUNCATE budget, virtual_key, rotated_key, spend_event, audit_entry');
    heard.length = 0;
  });

  async function borrower(token: string, budgetId: string, spend: bigint, duration: string | null = null) {
    await dataSource.query(
      `INSERT INTO virtual_key (token, spend, budget_id, budget_duration, soft_budget_cooldown, model_max_budget, model_spend,
         models, aliases, config, permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate,
         rotation_count, created_at, updated_at)
       VALUES ($1, $2, $3, $4, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
      [token, spend.toString(), budgetId, duration],
    );
  }

  it('are made with their first window on the calendar, and found again', async () => {
    const made = valueOf(
      await budgets.create(
        { budget_id: 'gold', max_budget: 12.5, rpm_limit: 60, budget_duration: '1mo' },
        ADMIN,
        NOW,
      ),
    );
    expect(budgetViewOf(made)).toEqual({
      budget_id: 'gold',
      max_budget: 12.5,
      soft_budget: null,
      max_parallel_requests: null,
      tpm_limit: null,
      rpm_limit: 60,
      model_max_budget: null,
      budget_duration: '1mo',
      budget_reset_at: '2026-03-31T15:00:00.000Z',
      budget_timezone: null,
      budget_week_start: null,
      created_at: '2026-03-18T10:00:00.000Z',
      created_by: 'admin',
      updated_at: '2026-03-18T10:00:00.000Z',
      updated_by: 'admin',
    });
    expect(await store.findByIds(['gold', 'silver'])).toEqual([made]);
    expect(await store.list(10)).toEqual([made]);
  });

  it('get an id when they have none, and keep it to themselves', async () => {
    const { budgetId } = valueOf(await budgets.create({}, ADMIN, NOW));
    expect(budgetId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await budgets.create({ budget_id: budgetId, max_budget: 1 }, ADMIN, NOW)).toMatchObject({
      ok: false,
      failure: { class: 'BadRequestError', param: 'budget_id' },
    });
    expect((await store.list(10)).map((one) => one.maxBudget)).toEqual([null]);
  });

  it('change only in what a request holds, and tell the keys that borrow', async () => {
    valueOf(await budgets.create({ budget_id: 'gold', max_budget: 5, rpm_limit: 9 }, ADMIN, NOW));
    await borrower('a', 'gold', 0n);
    await borrower('b', 'silver', 0n);
    const changed = valueOf(await budgets.update({ budget_id: 'gold', max_budget: null }, ADMIN, LATER));
    expect(changed).toMatchObject({ maxBudget: null, rpmLimit: 9 });
    expect(heard).toEqual(['a']);
    expect(await audit.findByObject('budget', 'gold', 1)).toMatchObject([
      { action: 'updated', before: { max_budget: 5 }, after: { max_budget: null } },
    ]);
  });

  it('leave their keys when they are deleted', async () => {
    valueOf(await budgets.create({ budget_id: 'gold' }, ADMIN, NOW));
    await borrower('a', 'gold', 0n);
    valueOf(await budgets.delete('gold', ADMIN, NOW));
    expect(await store.list(10)).toEqual([]);
    expect(heard).toEqual(['a']);
  });

  it('refuse what does not exist, and durations nobody can read', async () => {
    expect(await budgets.update({ budget_id: 'none' }, ADMIN, NOW)).toMatchObject({
      failure: { class: 'NotFoundError', param: 'budget_id' },
    });
    expect(await budgets.delete('none', ADMIN, NOW)).toMatchObject({ failure: { class: 'NotFoundError' } });
    expect(await budgets.create({ budget_duration: '4000d' }, ADMIN, NOW)).toMatchObject({
      failure: { param: 'budget_duration' },
    });
  });

  it('begin new windows for the keys that borrow theirs, not for keys with their own', async () => {
    valueOf(await budgets.create({ budget_id: 'daily', budget_duration: '1d' }, ADMIN, NOW));
    await borrower('borrows', 'daily', 70n);
    await borrower('own', 'daily', 70n, '1mo');
    const spends = () =>
      dataSource.query('SELECT token, spend::text FROM virtual_key ORDER BY token COLLATE "C"');
    expect(await resetBudgetTiers(dataSource, TOKYO, new Date('2026-03-18T14:59:59Z'))).toEqual(new Map());
    expect(await resetBudgetTiers(dataSource, TOKYO, new Date('2026-03-18T15:00:01Z'))).toEqual(
      new Map([['virtual_key', ['borrows']]]),
    );
    expect(await resetBudgetTiers(dataSource, TOKYO, new Date('2026-03-18T15:00:02Z'))).toEqual(new Map());
    expect(await spends()).toEqual([
      { token: 'borrows', spend: '0' },
      { token: 'own', spend: '70' },
    ]);
    expect((await store.findByIds(['daily']))[0]?.budgetResetAt).toEqual(new Date('2026-03-19T15:00:00Z'));
  });
});

function valueOf(result: Result<Budget>): Budget {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
