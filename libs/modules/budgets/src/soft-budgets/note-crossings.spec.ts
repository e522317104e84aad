import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { resetDueBudgets } from '../resets/reset-due-budgets.js';
import { RESETTABLE_TABLES, type ResettableTable } from '../resets/resettable-tables.js';
import { SoftBudgetOutbox } from './crossing-outbox.js';
import { noteSoftBudgetCrossings } from './note-crossings.js';
import { SoftBudgetCrossingRow } from './soft-budget-crossing-row.js';

const KEYS = RESETTABLE_TABLES[0] as ResettableTable;
const NOON = new Date('2026-03-17T12:00:00Z');
const NEXT_DAY = new Date('2026-03-18T00:00:01Z');

describe('soft budgets', () => {
  let dataSource: DataSource;
  let outbox: SoftBudgetOutbox;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      url: database.url,
      entities: [AuditEntryRow, SoftBudgetCrossingRow],
      poolSize: 4,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    outbox = new SoftBudgetOutbox(dataSource);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() =>
    dataSource.query('TRUNCATE virtual_key, rotated_key, budget, team, soft_budget_crossing CASCADE'),
  );

  /** A row with what every table demands, and the columns given. */
  async function insert(table: string, columns: Record<string, unknown>): Promise<void> {
    const row = {
      ...{
        spend: 0,
        model_max_budget: {},
        model_spend: {},
        models: [],
        aliases: {},
        config: {},
        permissions: {},
      },
      ...{
        metadata: {},
        allowed_routes: [],
        allowed_cache_controls: [],
        auto_rotate: false,
        rotation_count: 0,
      },
      ...{ blocked: false, member_permissions: [], default_member_models: [], model_aliases: {} },
      ...{
        access_group_ids: [],
        policies: [],
        soft_budget_cooldown: false,
        created_at: NOON,
        updated_at: NOON,
      },
      ...columns,
    };
    await dataSource.query(
      `INSERT INTO "${table}" SELECT * FROM json_populate_record(NULL::"${table}", $1::json)`,
      [JSON.stringify(row)],
    );
  }

  const note = (now = NOON) => noteSoftBudgetCrossings(dataSource, now);
  const spend = (token: string, pico: number) =>
    dataSource.query('UPDATE virtual_key SET spend = $2 WHERE token = $1', [token, pico]);
  async function isCoolingDown(token: string): Promise<boolean | undefined> {
    const rows = await dataSource.query<{ soft_budget_cooldown: boolean }[]>(
      'SELECT soft_budget_cooldown FROM virtual_key WHERE token = $1',
      [token],
    );
    return rows[0]?.soft_budget_cooldown;
  }

  it('are told of once in a window, from the amount itself on', async () => {
    await insert('virtual_key', { token: 'a', key_alias: 'ci', soft_budget: 50, max_budget: 80, spend: 49 });
    expect(await note()).toBe(0);
    expect(await isCoolingDown('a')).toBe(false);
    await spend('a', 50);
    expect(await note()).toBe(1);
    expect(await isCoolingDown('a')).toBe(true);
    await spend('a', 70);
    expect(await note()).toBe(0);
    expect(await outbox.untold(10)).toEqual([
      {
        id: expect.any(String),
        ...{ ownerKind: 'key', ownerId: 'a', ownerName: 'ci', since: null, crossedAt: NOON },
        ...{ softBudget: 50n, maxBudget: 80n, spend: 50n },
      },
    ]);
  });

  it('are told of again in the next window, and the key says in between that nobody was told', async () => {
    await insert('virtual_key', {
      ...{ token: 'a', soft_budget: 50, spend: 60 },
      ...{
        budget_duration: '1d',
        budget_reset_at: '2026-03-18T00:00:00Z',
        spend_since: '2026-03-17T00:00:00Z',
      },
    });
    expect(await note()).toBe(1);
    await resetDueBudgets(dataSource, new AuditStore(dataSource), KEYS, UTC_CALENDAR, NEXT_DAY);
    expect(await isCoolingDown('a')).toBe(false);
    expect(await note(NEXT_DAY)).toBe(0);
    await spend('a', 55);
    expect(await note(NEXT_DAY)).toBe(1);
    expect((await outbox.untold(10)).map(({ since }) => since?.toISOString())).toEqual([
      '2026-03-17T00:00:00.000Z',
      '2026-03-18T00:00:00.000Z',
    ]);
  });

  it('that are raised are told of again when they are reached again', async () => {
    await insert('virtual_key', { token: 'a', soft_budget: 50, spend: 60 });
    await note();
    await dataSource.query('UPDATE virtual_key SET soft_budget = 70');
    expect(await note()).toBe(0);
    await spend('a', 70);
    expect(await note()).toBe(1);
  });

  it('are those of the budget that a key borrows from, unless it has its own', async () => {
    await insert('budget', { budget_id: 'tier', soft_budget: 10, max_budget: 20 });
    await insert('virtual_key', { token: 'borrows', budget_id: 'tier', spend: 15 });
    await insert('virtual_key', { token: 'own', budget_id: 'tier', soft_budget: 16, spend: 15 });
    expect(await note()).toBe(1);
    expect(await outbox.untold(10)).toMatchObject([{ ownerId: 'borrows', softBudget: 10n, maxBudget: 20n }]);
    expect([await isCoolingDown('borrows'), await isCoolingDown('own')]).toEqual([true, false]);
  });

  it('of teams are told of under their names', async () => {
    await insert('team', { team_id: 't', team_alias: 'Blue', soft_budget: 5, spend: 5 });
    expect(await note()).toBe(1);
    expect(await outbox.untold(10)).toMatchObject([{ ownerKind: 'team', ownerId: 't', ownerName: 'Blue' }]);
  });

  it('are told of once, also by two workers at a time, and no more when somebody has been told', async () => {
    for (const token of ['a', 'b', 'c']) await insert('virtual_key', { token, soft_budget: 5, spend: 9 });
    const noted = await Promise.all([note(), note(), note()]);
    expect(noted.reduce((sum, one) => sum + one, 0)).toBe(3);
    const [first, ...rest] = await outbox.untold(10);
    expect(rest).toHaveLength(2);
    await outbox.told([first?.id ?? ''], NOON);
    expect(await outbox.untold(10)).toEqual(rest);
  });
});
