import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noteSoftBudgetCrossings } from '@tollgate/budgets';
import { type AlertView } from '@tollgate/core';
import { alertSettingsOf } from '../domain/alert-settings.js';
import { alertViewOf } from '../http/alert-view.js';
import { AlertStore } from '../store/alert-store.js';
import {
  type AlertsDatabase,
  createAlertsDatabase,
  insertHour,
  insertRow,
} from '../testing/alerts-database.js';
import { raiseAlerts } from './raise-alerts.js';

/** Tuesday. */
const NOW = new Date('2026-11-24T12:30:00Z');
const USD = 1_000_000_000_000;

let database: AlertsDatabase;
let store: AlertStore;
beforeAll(async () => {
  database = await createAlertsDatabase();
  store = new AlertStore(database.dataSource);
}, 60_000);
afterAll(() => database.close());
beforeEach(() =>
  database.dataSource.query(
    `TRUNCATE alert, virtual_key, team, budget, tag, customer, soft_budget_crossing, spend_hourly, spend_export, spend_delivery,
       spend_dead_letter CASCADE`,
  ),
);

/** What is in the history after some sweeps at once that was not there before. */
async function raised(now = NOW, settings = alertSettingsOf({}, {}), sweeps = 1): Promise<AlertView[]> {
  const known = new Set((await store.page(null, null, 100)).map(({ alert }) => alert.id));
  const sweep = () =>
    raiseAlerts(database.dataSource, settings, { now, isNewHour: true }, (what, error) => {
      throw new Error(what, { cause: error });
    });
  const counts = await Promise.all(Array.from({ length: sweeps }, sweep));
  const fresh = (await store.page(null, null, 100)).filter(({ alert }) => !known.has(alert.id));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(fresh.length);
  return fresh.map(alertViewOf);
}

const team = (columns: object) =>
  insertRow(database.dataSource, 'team', { team_id: 't', team_alias: 'Blue', ...columns });

describe('alerts of budgets', () => {
  it('come at 80 and at 100 percent, each once in a window, whoever looks how often', async () => {
    await team({ max_budget: 10 * USD, spend: 8 * USD - 1 });
    expect(await raised()).toEqual([]);
    await database.dataSource.query(`UPDATE team SET spend = ${8 * USD}`);
    expect(await raised(NOW, undefined, 3)).toMatchObject([
      {
        ...{ type: 'budget_alerts', severity: 'warning', title: 'Budget of team Blue is at 80 %' },
        text: '8 of 10 USD are spent. It is never reset.',
        details: {
          event: 'threshold_crossed',
          event_group: 'team',
          team_id: 't',
          spend: '8',
          max_budget: '10',
        },
      },
    ]);
    await database.dataSource.query(`UPDATE team SET spend = ${11 * USD}`);
    expect(await raised()).toMatchObject([
      {
        severity: 'critical',
        title: 'Budget of team Blue is at 100 %',
        details: { event: 'budget_crossed' },
      },
    ]);
    expect(await raised()).toEqual([]);
  });

  it('come again in the next window', async () => {
    await team({ max_budget: 10 * USD, spend: 9 * USD, spend_since: '2026-11-01T00:00:00Z' });
    expect(await raised()).toHaveLength(1);
    await database.dataSource.query(`UPDATE team SET spend_since = '2026-12-01T00:00:00Z'`);
    expect(await raised()).toHaveLength(1);
  });

  it('foretell that a budget will be used up before its window ends', async () => {
    // A day from midnight: 12.5 of 24 hours are over and 6 dollars spent; 6 × 24 / 12.5 = 11.52 by the end.
    const window = { spend_since: '2026-11-24T00:00:00Z', budget_reset_at: '2026-11-25T00:00:00Z' };
    await team({ max_budget: 10 * USD, spend: 6 * USD, ...window });
    expect(await raised()).toMatchObject([
      {
        title: 'Budget of team Blue will be used up early',
        details: { event: 'projected_limit_exceeded', projected_spend: '11.52', threshold_percent: null },
      },
    ]);
    expect(await raised()).toEqual([]);
  });

  it('foretell nothing in the first fifth of a window', async () => {
    const window = { spend_since: '2026-11-24T12:00:00Z', budget_reset_at: '2026-11-25T00:00:00Z' };
    await team({ max_budget: 10 * USD, spend: 6 * USD, ...window });
    expect(await raised()).toEqual([]);
  });

  it('know keys, customers and tags, also with budgets that they borrow', async () => {
    const { dataSource } = database;
    await insertRow(dataSource, 'budget', { budget_id: 'b', max_budget: USD });
    await insertRow(dataSource, 'virtual_key', {
      token: 'hash',
      key_alias: 'ci',
      max_budget: USD,
      spend: USD,
    });
    await insertRow(dataSource, 'customer', { customer_id: 'acme', budget_id: 'b', spend: USD });
    await insertRow(dataSource, 'tag', { name: 'nightly', budget_id: 'b', spend: USD });
    const details = (await raised()).map(({ details: facts }) => facts);
    expect(details).toContainEqual(expect.objectContaining({ token: 'hash', name: 'ci' }));
    expect(details).toContainEqual(expect.objectContaining({ customer_id: 'acme', max_budget: '1' }));
    expect(details).toContainEqual(expect.objectContaining({ tag: 'nightly', event: 'budget_crossed' }));
  });

  it('tell of soft budgets that were noted, once', async () => {
    await team({ soft_budget: 5 * USD, max_budget: 100 * USD, spend: 6 * USD });
    await noteSoftBudgetCrossings(database.dataSource, NOW);
    expect(await raised()).toMatchObject([
      {
        title: 'Soft budget of team Blue is used up',
        text: '6 USD are spent, 5 are the soft budget. Calls go on until 100 USD.',
        details: { event: 'soft_budget_crossed', team_id: 't' },
      },
    ]);
    expect(await raised()).toEqual([]);
  });
});

describe('alerts of anomalies', () => {
  /** A dollar a day from 16 to 22 November, and what the last 24 hours cost. */
  async function week(lastDay: number): Promise<void> {
    for (let day = 16; day <= 22; day += 1)
      await insertHour(database.dataSource, {
        hour: `2026-11-${day}T12:00:00Z`,
        spend: String(USD),
        teamId: 't',
      });
    const hour = '2026-11-24T03:00:00Z';
    await insertHour(database.dataSource, { hour, spend: String(lastDay), teamId: 't' });
  }

  it('compare a day with the mean of the week before, for all and for each team and key', async () => {
    await week(5 * USD);
    const alerts = await raised();
    expect(alerts.map(({ details }) => details['subject']).sort()).toEqual(['all', 'key', 'team']);
    for (const alert of alerts)
      expect(alert).toMatchObject({ type: 'spend_anomalies', details: { spend: '5', times: 5 } });
    expect(await raised()).toEqual([]);
  });

  it('leave alone what is within three times the usual, or cheap', async () => {
    await week(3 * USD - 1);
    expect(await raised()).toEqual([]);
    await database.dataSource.query('UPDATE spend_hourly SET spend = spend / 10');
    await database.dataSource.query(`UPDATE spend_hourly SET spend = ${USD} WHERE hour > '2026-11-23'`);
    expect(await raised()).toEqual([]);
  });

  it('need three days to compare with', async () => {
    await insertHour(database.dataSource, { hour: '2026-11-20T12:00:00Z', spend: '1' });
    await insertHour(database.dataSource, { hour: '2026-11-24T03:00:00Z', spend: String(100 * USD) });
    expect(await raised()).toEqual([]);
  });
});

describe('alerts of finance', () => {
  it('tell that an export failed and that a file did not arrive', async () => {
    const { dataSource } = database;
    const at = new Date().toISOString();
    await insertRow(dataSource, 'spend_export', {
      ...{ id: '6f6f9d2a-0000-4000-8000-000000000001', status: 'failed', finished_at: at, error: 'No room.' },
      ...{ order: { period: { label: '2026-10' }, report: 'calls' }, created_by_key: 'k', attempts: 1 },
      rows_written: 0,
    });
    await insertRow(dataSource, 'spend_delivery', {
      ...{
        id: '6f6f9d2a-0000-4000-8000-000000000002',
        status: 'failed',
        finished_at: at,
        error: 'It answered 500.',
      },
      ...{ schedule_id: '6f6f9d2a-0000-4000-8000-000000000003', schedule_name: 'Month', period: '2026-10' },
      ...{ export_id: '6f6f9d2a-0000-4000-8000-000000000001', destination_type: 's3', attempts: 8 },
      next_attempt_at: at,
    });
    expect((await raised()).map(({ title }) => title).sort()).toEqual([
      'Export of 2026-10 failed',
      'Month: the file of 2026-10 did not arrive',
    ]);
    expect(await raised()).toEqual([]);
  });

  it('tell of calls that could not be stored', async () => {
    await database.dataSource.query(
      `INSERT INTO spend_dead_letter (digest, line, reason, created_at) VALUES ('\\x01', '\\x02', 'not JSON', $1)`,
      [NOW],
    );
    expect(await raised()).toMatchObject([{ type: 'failed_tracking_spend', severity: 'critical' }]);
  });

  it('report a day and a week once they are over, where somebody takes reports', async () => {
    await insertRow(database.dataSource, 'team', { team_id: 't', team_alias: 'Blue' });
    await insertHour(database.dataSource, { hour: '2026-11-17T10:00:00Z', spend: String(2 * USD), calls: 4 });
    await insertHour(database.dataSource, { hour: '2026-11-22T23:00:00Z', spend: String(USD), teamId: 't' });
    expect(await raised(new Date('2026-11-23T00:14:59Z'))).toEqual([]);
    const env = { SLACK_WEBHOOK_URL: 'https://hooks.slack.example/x' };
    const settings = alertSettingsOf({ alerting: ['slack'] }, env);
    const alerts = await raised(new Date('2026-11-23T00:15:00Z'), settings);
    expect(alerts).toHaveLength(2);
    expect(alerts).toContainEqual(
      expect.objectContaining({
        type: 'daily_reports',
        title: 'Spend of 2026-11-22: 1 USD',
        text: '1 USD for 1 calls, of which 0 failed and 0 have no known price.\nTeams: Blue 1\nModels: gpt-4o 1',
      }),
    );
    expect(alerts).toContainEqual(
      expect.objectContaining({ type: 'spend_reports', title: 'Spend of 2026-11-16 to 2026-11-22: 3 USD' }),
    );
    expect(await raised(new Date('2026-11-23T00:15:00Z'), settings)).toEqual([]);
  });
});
