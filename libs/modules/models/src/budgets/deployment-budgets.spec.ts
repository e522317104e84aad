import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type SpendBudget, SpendMeter } from '@tollgate/routing';
import { type DataSource } from 'typeorm';
import { DeploymentBudgetRow } from './deployment-budget-row.js';
import { DeploymentBudgets } from './deployment-budgets.js';

const NOON = Date.UTC(2026, 2, 18, 12);
const MIDNIGHT = Date.UTC(2026, 2, 18);
const DAY = 86_400_000;
const ofOpenAi: SpendBudget = {
  ...{ kind: 'provider', id: 'openai', limit: 1_000n, duration: '1d', period: { unit: 'day', count: 1 } },
  calendar: UTC_CALENDAR,
} as const;
const ofOne: SpendBudget = { ...ofOpenAi, kind: 'deployment', id: 'one' };

describe('budgets of deployments', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    const entities = [DeploymentBudgetRow];
    dataSource = createDataSource({ url: database.url, entities, poolSize: 4, applicationName: 'spec' });
    await dataSource.initialize();
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() => dataSource.query('TRUNCATE deployment_budget, spend_event'));

  /** Another API process. */
  const process = (startedAt = NOON) => new DeploymentBudgets(dataSource, new Date(startedAt));

  async function call(deployment: string, startedAt: number, cost: number): Promise<void> {
    const at = new Date(startedAt);
    await dataSource.query(
      `INSERT INTO spend_event (started_at, id, ended_at, call_id, status, http_status, call_type, stream, asked_model, key_hash,
         tags, metadata, usage_estimated, attempted_retries, attempted_fallbacks, cost, deployment_id, provider)
       VALUES ($1, $2, $1, 'c', 'success', 200, 'acompletion', false, 'm', 'k', '{}', '{}', false, 0, 0, $3, $4, 'openai')`,
      [at, randomUUID(), cost, deployment],
    );
  }

  it('begin with what the calls of their window have cost', async () => {
    await call('one', MIDNIGHT - 1, 100);
    await call('one', MIDNIGHT + 1, 20);
    await call('two', NOON - 1, 3);
    const meters = [new SpendMeter(ofOpenAi), new SpendMeter(ofOne)];
    await process().exchange(meters, NOON);
    expect(meters.map((meter) => meter.spent(NOON))).toEqual([23n, 20n]);
  });

  it('are one sum over all processes, with nothing counted twice', async () => {
    const [a, b] = [new SpendMeter(ofOpenAi), new SpendMeter(ofOpenAi)];
    const [processA, processB] = [process(), process()];
    await Promise.all([processA.exchange([a], NOON), processB.exchange([b], NOON)]);
    for (let round = 1; round <= 5; round += 1) {
      a.charge(10n, NOON);
      b.charge(1n, NOON);
      await Promise.all([processA.exchange([a], NOON), processB.exchange([b], NOON)]);
      await Promise.all([processA.exchange([a], NOON), processB.exchange([b], NOON)]);
      expect([a.spent(NOON), b.spent(NOON)]).toEqual([BigInt(round) * 11n, BigInt(round) * 11n]);
    }
  });

  it('survive a restart', async () => {
    const before = new SpendMeter(ofOne);
    await process().exchange([before], NOON);
    before.charge(77n, NOON);
    await process().exchange([before], NOON);
    const after = new SpendMeter(ofOne);
    await process(NOON + 1).exchange([after], NOON + 1);
    expect(after.spent(NOON + 1)).toBe(77n);
  });

  it('begin anew with their window, whoever notices first', async () => {
    const [a, b] = [new SpendMeter(ofOne), new SpendMeter(ofOne)];
    await process().exchange([a, b], NOON);
    a.charge(900n, NOON);
    await process().exchange([a], NOON);
    a.charge(5n, MIDNIGHT + DAY);
    await process().exchange([a], MIDNIGHT + DAY);
    await process().exchange([b], MIDNIGHT + DAY);
    expect(b.spent(MIDNIGHT + DAY)).toBe(5n);
    const [row] = await dataSource.query<{ since: Date; spend: string }[]>(
      'SELECT since, spend FROM deployment_budget',
    );
    expect([row?.since.getTime(), row?.spend]).toEqual([MIDNIGHT + DAY, '5']);
  });

  it('keep what could not be stored, and store it when the database is back', async () => {
    const meter = new SpendMeter(ofOne);
    await process().exchange([meter], NOON);
    meter.charge(9n, NOON);
    const away = new DeploymentBudgets({ query: () => Promise.reject(new Error('away')) }, new Date(NOON));
    await expect(away.exchange([meter], NOON)).rejects.toThrow('away');
    expect(meter.spent(NOON)).toBe(9n);
    await process().exchange([meter], NOON);
    expect([meter.spent(NOON), meter.unstored]).toEqual([9n, 0n]);
  });
});
