import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { type BudgetCalendar, UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { resetDueBudgets } from './reset-due-budgets.js';
import { RESETTABLE_TABLES, type ResettableTable } from './resettable-tables.js';

const KEYS = RESETTABLE_TABLES[0] as ResettableTable;
const TOKYO: BudgetCalendar = { timeZone: 'Asia/Tokyo', weekStartsOn: 1 };

interface KeyState {
  spend: string;
  resetAt: Date | null;
  since: Date | null;
}

describe('budget resets', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;
  let audit: AuditStore;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      url: database.url,
      entities: [AuditEntryRow],
      poolSize: 6,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    audit = new AuditStore(dataSource);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() => dataSource.query('TRUNCATE virtual_key, rotated_key, spend_event, audit_entry'));

  async function key(token: string, spend: bigint, duration: string | null, resetAt: string | null) {
    await dataSource.query(
      `INSERT INTO virtual_key (token, spend, budget_duration, budget_reset_at, soft_budget_cooldown, model_max_budget,
         model_spend, models, aliases, config, permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate,
         rotation_count, created_at, updated_at)
       VALUES ($1, $2, $3, $4, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
      [token, spend.toString(), duration, resetAt],
    );
  }

  /** A call that is stored; whoever stores calls also adds their cost to the key. */
  async function call(token: string, endedAt: string, cost: bigint, manager = dataSource.manager) {
    const event = {
      ...{ id: randomUUID(), call_id: 'c', status: 'success', http_status: 200, call_type: 'acompletion' },
      ...{ stream: false, asked_model: 'm', key_hash: token, tags: [], metadata: {}, usage_estimated: false },
      ...{ attempted_retries: 0, attempted_fallbacks: 0, cost: cost.toString(), ended_at: endedAt },
      started_at: new Date(Date.parse(endedAt) - 30_000).toISOString(),
    };
    await manager.query(
      'INSERT INTO spend_event SELECT * FROM json_populate_record(NULL::spend_event, $1::json)',
      [JSON.stringify(event)],
    );
  }

  async function stateOf(token: string): Promise<KeyState> {
    const [row] = await dataSource.query<KeyState[]>(
      `SELECT spend::text, budget_reset_at AS "resetAt", spend_since AS since FROM virtual_key WHERE token = $1`,
      [token],
    );
    if (!row) throw new Error('no such key');
    return row;
  }

  const reset = (now: string, calendar = UTC_CALENDAR, source = dataSource) =>
    resetDueBudgets(source, audit, KEYS, calendar, new Date(now));

  it('begin a Japanese month at Japanese midnight', async () => {
    await key('a', 7n, '1mo', '2026-02-01T00:00:00+09:00');
    expect(await reset('2026-01-31T14:59:59Z', TOKYO)).toEqual([]);
    expect(await reset('2026-01-31T15:00:01Z', TOKYO)).toEqual(['a']);
    expect(await stateOf('a')).toEqual({
      spend: '0',
      resetAt: new Date('2026-03-01T00:00:00+09:00'),
      since: new Date('2026-02-01T00:00:00+09:00'),
    });
  });

  it('keep what was spent since the window began: it is a sum, not a zero', async () => {
    await key('a', 100n, '1d', '2026-03-18T00:00:00Z');
    await call('a', '2026-03-17T23:59:59Z', 60n);
    await call('a', '2026-03-18T00:00:10Z', 40n);
    await call('b', '2026-03-18T00:00:10Z', 1_000n);
    await reset('2026-03-18T00:00:30Z');
    expect((await stateOf('a')).spend).toBe('40');
  });

  it('neither lose nor count twice what is stored while they run', async () => {
    await key('a', 100n, '1d', '2026-03-18T00:00:00Z');
    const ledger = dataSource.createQueryRunner();
    await ledger.startTransaction();
    await call('a', '2026-03-18T00:00:10Z', 5n, ledger.manager);
    // The event is there, uncommitted; its cost is added to the key after the reset.
    await reset('2026-03-18T00:00:30Z');
    await ledger.query(`UPDATE virtual_key SET spend = spend + 5 WHERE token = 'a'`);
    await ledger.commitTransaction();
    await ledger.release();
    expect((await stateOf('a')).spend).toBe('5');
  });

  it('leave alone a key that the ledger holds, and find it the next time', async () => {
    await key('a', 100n, '1d', '2026-03-18T00:00:00Z');
    const ledger = dataSource.createQueryRunner();
    await ledger.startTransaction();
    await ledger.query(`SELECT 1 FROM virtual_key WHERE token = 'a' FOR NO KEY UPDATE`);
    expect(await reset('2026-03-18T00:00:30Z')).toEqual([]);
    await ledger.commitTransaction();
    await ledger.release();
    expect(await reset('2026-03-18T00:00:31Z')).toEqual(['a']);
  });

  it('happen once after three missed windows, and the next one is in the future', async () => {
    await key('a', 100n, '1d', '2026-03-15T00:00:00Z');
    expect(await reset('2026-03-18T09:00:00Z')).toEqual(['a']);
    expect(await reset('2026-03-18T09:00:01Z')).toEqual([]);
    expect((await stateOf('a')).resetAt).toEqual(new Date('2026-03-19T00:00:00Z'));
  });

  it('are made once by several workers at the same time', async () => {
    for (let i = 0; i < 450; i += 1) await key(`k${i}`, 9n, '1d', '2026-03-18T00:00:00Z');
    const made = await Promise.all([1, 2, 3].map(() => reset('2026-03-18T00:00:30Z')));
    expect(new Set(made.flat()).size).toBe(450);
    expect(made.flat()).toHaveLength(450);
    const [sums] = await dataSource.query<{ keys: number; spend: string }[]>(
      `SELECT count(*)::int AS keys, sum(spend)::text AS spend FROM virtual_key
       WHERE budget_reset_at = '2026-03-19T00:00:00Z'`,
    );
    expect(sums).toEqual({ keys: 450, spend: '0' });
  });

  it('give a budget that has none a window, without touching its spend', async () => {
    await key('imported', 70n, '30d', null);
    await key('for ever', 70n, null, null);
    expect(await reset('2026-03-18T09:00:00Z')).toEqual([]);
    expect(await stateOf('imported')).toEqual({
      spend: '70',
      resetAt: new Date('2026-04-17T00:00:00Z'),
      since: null,
    });
    expect((await stateOf('for ever')).resetAt).toBeNull();
  });

  it('of a duration nobody can read happen every midnight', async () => {
    await key('a', 70n, 'monthly', '2026-03-18T00:00:00Z');
    await reset('2026-03-18T00:00:05Z');
    expect((await stateOf('a')).resetAt).toEqual(new Date('2026-03-19T00:00:00Z'));
  });

  it('are told in the audit log where spend changed', async () => {
    await key('a', 2_500_000_000_000n, '1d', '2026-03-18T00:00:00Z');
    await key('idle', 0n, '1d', '2026-03-18T00:00:00Z');
    await reset('2026-03-18T00:00:30Z');
    expect(await audit.findByObject('virtual_key', 'idle', 10)).toEqual([]);
    expect(await audit.findByObject('virtual_key', 'a', 10)).toMatchObject([
      {
        via: 'schedule',
        before: { spend: 2.5, budget_reset_at: '2026-03-18T00:00:00.000Z' },
        after: { spend: 0, budget_reset_at: '2026-03-19T00:00:00.000Z' },
      },
    ]);
  });

  it.each([
    ['2026-03-08T04:59:59Z', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'], // the day of 23 hours
    ['2026-11-01T03:59:59Z', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'], // the day of 25 hours
  ])('follow the time zone of the budget when the clocks change: %s, %s, %s', async (before, at, next) => {
    await key('a', 7n, '1d', at);
    await dataSource.query(`UPDATE virtual_key SET budget_timezone = 'America/New_York'`);
    expect(await reset(before, TOKYO)).toEqual([]);
    expect(await reset(at, TOKYO)).toEqual(['a']);
    expect((await stateOf('a')).resetAt).toEqual(new Date(next));
  });

  it('begin the weeks of a budget on its own first day', async () => {
    await key('a', 7n, '1w', '2026-03-15T00:00:00Z');
    await dataSource.query(`UPDATE virtual_key SET budget_week_start = 'sunday'`);
    await reset('2026-03-18T09:00:00Z');
    expect((await stateOf('a')).resetAt).toEqual(new Date('2026-03-22T00:00:00Z'));
  });

  describe('of members of a team', () => {
    const MEMBERS = RESETTABLE_TABLES.find(({ name }) => name === 'team_member') as ResettableTable;
    const members = () =>
      dataSource.query<Record<string, unknown>[]>(
        `SELECT user_id AS "user", spend::text, budget_reset_at AS "resetAt", spend_since AS since FROM team_member ORDER BY 1`,
      );
    const resetMembers = (now: string) =>
      resetDueBudgets(dataSource, audit, MEMBERS, UTC_CALENDAR, new Date(now));

    beforeEach(async () => {
      await dataSource.query('TRUNCATE team CASCADE');
      await dataSource.query(
        `INSERT INTO team (team_id, blocked, member_permissions, default_member_models, model_aliases, access_group_ids, policies,
           spend, model_max_budget, model_spend, models, metadata, created_at, updated_at, member_budget_duration, budget_timezone)
         VALUES ('t', false, '{}', '{}', '{}', '{}', '{}', 0, '{}', '{}', '{}', '{}', now(), now(), '1d', 'Asia/Tokyo')`,
      );
      for (const [user, duration, maxBudget] of [
        ['by hand', null, 5],
        ['monthly', '1mo', null],
      ])
        await dataSource.query(
          `INSERT INTO team_member (team_id, user_id, role, spend, max_budget, budget_duration, budget_reset_at, allowed_models,
             created_at, updated_at)
           VALUES ('t', $1, 'user', 90, $2, $3, '2026-03-18T15:00:00Z', '{}', now(), now())`,
          [user, maxBudget, duration],
        );
    });

    it('come with the duration of the team where they have none, a budget set by hand included', async () => {
      expect(await resetMembers('2026-03-18T14:59:59Z')).toEqual([]);
      expect(await resetMembers('2026-03-18T15:00:01Z')).toEqual(['["t", "by hand"]', '["t", "monthly"]']);
      expect(await members()).toEqual([
        {
          ...{ user: 'by hand', spend: '0' },
          since: new Date('2026-03-19T00:00:00+09:00'),
          resetAt: new Date('2026-03-20T00:00:00+09:00'),
        },
        {
          ...{ user: 'monthly', spend: '0' },
          since: new Date('2026-03-01T00:00:00+09:00'),
          resetAt: new Date('2026-04-01T00:00:00+09:00'),
        },
      ]);
    });

    it('keep what the member spent in the team since the window began', async () => {
      await call('k', '2026-03-18T15:00:10Z', 4n);
      await call('k', '2026-03-18T15:00:10Z', 3n);
      await dataSource.query(
        `UPDATE spend_event SET user_id = 'by hand', team_id = CASE WHEN cost = 4 THEN 't' ELSE 'other' END`,
      );
      await resetMembers('2026-03-18T15:00:30Z');
      expect((await members())[0]).toMatchObject({ user: 'by hand', spend: '4' });
    });
  });

  it.each(RESETTABLE_TABLES.map((table) => [table.name, table] as const))(
    'fit the columns of %s',
    async (_, table) => {
      const beforeAnyWindow = new Date('2000-01-01T00:00:00Z');
      expect(await resetDueBudgets(dataSource, audit, table, UTC_CALENDAR, beforeAnyWindow)).toEqual([]);
    },
  );
});
