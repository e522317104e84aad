import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BudgetsHttpModule, BudgetKeys } from '@tollgate/budgets';
import { CustomersHttpModule } from '@tollgate/customers';
import { Global, Module } from '@nestjs/common';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';

@Global()
@Module({
  providers: [{ provide: BudgetKeys, useValue: { changed: () => undefined } }],
  exports: [BudgetKeys],
})
class KeysOfBudgets {}

describe('customers over HTTP', () => {
  let world: ManagementWorld;
  beforeAll(async () => {
    world = await ManagementWorld.open([KeysOfBudgets, BudgetsHttpModule, CustomersHttpModule]);
  }, 90_000);
  afterAll(() => world.close());

  const post = (path: string, body: object, key = MASTER_KEY) =>
    request(world.server).post(path).auth(key, { type: 'bearer' }).send(body);
  const get = (path: string) => request(world.server).get(path).auth(MASTER_KEY, { type: 'bearer' });
  const rulesOf = (id: string) => world.attributions.of(id, []);

  it('are made, shown and listed with the members of the contract', async () => {
    const { body } = await post('/customer/new', { user_id: 'c-1', alias: 'Ann', max_budget: 2.5, spend: 1 });
    expect(body).toMatchObject({
      ...{ user_id: 'c-1', alias: 'Ann', blocked: false, spend: 1, allowed_model_region: null },
      ...{ default_model: null, budget_id: null, object_permission: null, object_permission_id: null },
      litellm_budget_table: { max_budget: 2.5, rpm_limit: null, budget_duration: null },
    });
    expect((await get('/customer/info?end_user_id=c-1').expect(200)).body).toEqual(body);
    expect((await get('/end_user/info?end_user_id=c-1').expect(200)).body).toEqual(body);
    expect((await get('/customer/list').expect(200)).body).toContainEqual(body);
  });

  it('are stopped by a block before its reply, known or not yet, and go on after the unblock', async () => {
    const { body } = await post('/customer/block', { user_ids: ['c-2', 'c-3'] }).expect(200);
    expect(body.blocked_users).toMatchObject([
      { user_id: 'c-2', blocked: true },
      { user_id: 'c-3', blocked: true },
    ]);
    expect(rulesOf('c-3')).toMatchObject([{ kind: 'customer', id: 'c-3', blocked: true }]);
    await post('/customer/unblock', { user_ids: ['c-2', 'c-3'] }).expect(200);
    expect(rulesOf('c-3')).toEqual([]);
  });

  it('keep to limits of their own, and borrow those they have none of from a budget', async () => {
    await post('/budget/new', { budget_id: 'tier', max_budget: 5, rpm_limit: 3 }).expect(200);
    const { body } = await post('/customer/new', { user_id: 'c-4', budget_id: 'tier', rpm_limit: 7 });
    expect(body).toMatchObject({
      budget_id: 'tier',
      litellm_budget_table: { budget_id: 'tier', max_budget: 5, rpm_limit: 7 },
    });
    expect(rulesOf('c-4')).toMatchObject([
      { scope: { kind: 'customer', id: 'c-4', maxBudget: 5_000_000_000_000n, requestsPerMinute: 7 } },
    ]);
  });

  it('change only where the body says so; null clears', async () => {
    await post('/customer/new', { user_id: 'c-5', alias: 'Eve', max_budget: 1 }).expect(200);
    const { body } = await post('/customer/update', { user_id: 'c-5', max_budget: null, blocked: true });
    expect(body).toMatchObject({ alias: 'Eve', max_budget: null, blocked: true });
  });

  it('are deleted all or none', async () => {
    await post('/customer/new', { user_id: 'c-6' }).expect(200);
    await post('/customer/delete', { user_ids: ['c-6', 'nobody'] }).expect(404);
    const { body } = await post('/customer/delete', { user_ids: ['c-6'] }).expect(200);
    expect(body).toMatchObject({ deleted_customers: 1 });
    await get('/customer/info?end_user_id=c-6').expect(404);
  });

  it('say what is stored without effect', async () => {
    const reply = await post('/customer/new', {
      user_id: 'c-7',
      default_model: 'm',
      allowed_model_region: 'eu',
    });
    expect(rulesOf('c-7')).toMatchObject([{ region: 'eu' }]);
    expect(reply.headers['x-tollgate-inactive-fields']).toBe('default_model');
  });

  it('leave their changes in the audit log', async () => {
    await post('/customer/new', { user_id: 'c-8', rpm_limit: 1 }).expect(200);
    await post('/customer/update', { user_id: 'c-8', rpm_limit: 2 }).expect(200);
    const entries = await world.dataSource.query(
      `SELECT action, before, after FROM audit_entry WHERE object_type = 'customer' AND object_id = 'c-8' ORDER BY at`,
    );
    expect(entries).toMatchObject([
      { action: 'created', before: null, after: { rpm_limit: 1 } },
      { action: 'updated', before: { rpm_limit: 1 }, after: { rpm_limit: 2 } },
    ]);
  });

  it.each([
    ['user_id', {}],
    ['user_id', { user_id: '' }],
    ['user_id', { user_id: 'x'.repeat(257) }],
    ['user_id', { user_id: 'a\u0000b' }],
    ['user_id', { user_id: { $ne: null } }],
    ['user_id', { user_id: 'c-1' }],
    ['alias', { user_id: 'n', alias: 'x'.repeat(256) }],
    ['max_budget', { user_id: 'n', max_budget: -1 }],
    ['max_budget', { user_id: 'n', max_budget: 1e300 }],
    ['spend', { user_id: 'n', spend: '1' }],
    ['budget_duration', { user_id: 'n', budget_duration: '1fortnight' }],
    ['allowed_model_region', { user_id: 'n', allowed_model_region: 'mars' }],
    ['budget_id', { user_id: 'n', budget_id: 'no-such-budget' }],
    ['budget_id', { user_id: 'n', budget_id: 'tier', max_budget: 1 }],
    ['models', { user_id: 'n', models: 'gpt-4o' }],
  ])('are refused for a bad %s: %j', async (field, body) => {
    const reply = await post('/customer/new', body);
    expect([400, 422]).toContain(reply.status);
    expect(JSON.stringify(reply.body)).toContain(field);
    await get('/customer/info?end_user_id=n').expect(404);
  });

  it('take an id that looks like SQL for the id that it is', async () => {
    const id = `'; DROP TABLE customer; --`;
    await post('/customer/new', { user_id: id }).expect(200);
    const { body } = await get(`/customer/info?end_user_id=${encodeURIComponent(id)}`).expect(200);
    expect(body.user_id).toBe(id);
  });
});
