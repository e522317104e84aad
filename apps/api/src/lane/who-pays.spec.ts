import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyContext, type PicoUsd } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { InProcessLimits, type LimitRefusal, type Reservation } from '@tollgate/gateway';
import { KEY_DIRECTORY_DEFAULTS, KeyDirectory, OwnedKeyReader } from '@tollgate/keys';
import { type DataSource } from 'typeorm';
import { ENTITIES } from '../boot/entities.js';
import { ownerRulesOf } from './key-directory.js';

const USD = 1_000_000_000_000;
const NOW = '2026-03-17T12:00:00Z';

/** Spend in dollars of user U (budget 1), member U of team T (2), team T (100), and key K (none, or 0.5). */
interface Spends {
  readonly user?: number;
  readonly member?: number;
  readonly team?: number;
  readonly key?: number;
}

describe('who pays for a call of a key', () => {
  let dataSource: DataSource;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    const options = { url: database.url, entities: ENTITIES, poolSize: 4, applicationName: 'spec' };
    dataSource = createDataSource(options);
    await dataSource.initialize();
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() => dataSource.query('TRUNCATE virtual_key, team, team_member, user_account CASCADE'));

  /** A row with what every table demands, and the columns given; money in dollars. */
  async function insert(table: string, columns: Record<string, unknown>): Promise<void> {
    const { spend = 0, max_budget: budget = null, ...rest } = columns;
    const row = {
      ...{ model_max_budget: {}, model_spend: {}, models: [], aliases: {}, config: {}, permissions: {} },
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
        created_at: NOW,
        updated_at: NOW,
      },
      ...{ spend: Number(spend) * USD, max_budget: budget === null ? null : Number(budget) * USD },
      ...rest,
    };
    await dataSource.query(
      `INSERT INTO "${table}" SELECT * FROM json_populate_record(NULL::"${table}", $1::json)`,
      [JSON.stringify(row)],
    );
  }

  const token = 'a'.repeat(64);

  async function store(key: Record<string, unknown>, spends: Spends): Promise<void> {
    const { user = 1.2, member = 0.5, team = 5, key: ofKey = 0 } = spends;
    await insert('user_account', { user_id: 'U', user_role: 'internal_user', max_budget: 1, spend: user });
    await insert('team', { team_id: 'T', max_budget: 100, spend: team });
    const ofMember = { role: 'user', allowed_models: [], max_budget: 2, spend: member };
    await insert('team_member', { team_id: 'T', user_id: 'U', ...ofMember });
    await insert('virtual_key', { token, key_alias: 'K', spend: ofKey, ...key });
  }

  function openDirectory(applies: boolean): KeyDirectory {
    const reader = new OwnedKeyReader(dataSource);
    const directory = new KeyDirectory((hashes) => reader.read(hashes), {
      ...KEY_DIRECTORY_DEFAULTS,
      masterKey: 'sk-master',
      now: Date.now,
      onUnavailable: (error) => {
        throw error;
      },
    });
    directory.follow(ownerRulesOf({ general_settings: { apply_user_budget_to_team_keys: applies } }));
    return directory;
  }

  async function load(directory: KeyDirectory): Promise<KeyContext> {
    const lookup = await directory.load(token);
    if (lookup.state !== 'found') throw new Error(lookup.state);
    return lookup.key;
  }

  function call(key: KeyContext): Reservation | LimitRefusal {
    const spent = (scope: KeyContext['scopes'][number]): PicoUsd => scope.spent?.() ?? key.spend;
    return new InProcessLimits().reserve({ scopes: key.scopes, tokens: 10, money: 1n, spent });
  }

  const ofUser = { user_id: 'U' };
  const ofTeam = { user_id: 'U', team_id: 'T' };

  it.each([
    ['the user pays for a key without a team', ofUser, {}, [false, true], ['user', 'U', '1.2', '1']],
    ['the user does not pay for a key of a team', ofTeam, {}, [false], null],
    [
      'the user pays for a key of a team where the setting says so',
      ofTeam,
      {},
      [true],
      ['user', 'U', '1.2', '1'],
    ],
    [
      'a team member pays for its keys of the team',
      ofTeam,
      { member: 2.1 },
      [false, true],
      ['team_member', 'U in team T', '2.1', '2'],
    ],
    ['the team pays for its keys', ofTeam, { team: 101 }, [false, true], ['team', 'T', '101', '100']],
    [
      'a key with a budget of its own pays first',
      { ...ofTeam, max_budget: 0.5 },
      { key: 0.6 },
      [false, true],
      ['key', 'K', '0.6', '0.5'],
    ],
    ['no user pays for a service key', { team_id: 'T' }, {}, [false, true], null],
  ])('%s; a refusal names who, the spend and the limit', async (_, key, spends, settings, refusal) => {
    await store(key, spends);
    for (const applies of settings) {
      const answer = call(await load(openDirectory(applies)));
      if (refusal === null) {
        expect(answer).toMatchObject({ granted: true });
        continue;
      }
      if (answer.granted) throw new Error('was not refused');
      const { scope, limit, current, max } = answer;
      expect(limit).toBe('budget');
      expect([scope.kind, scope.name ?? scope.id, current, max]).toEqual(refusal);
    }
  });

  it('changes with the setting, without a restart', async () => {
    await store(ofTeam, {});
    const directory = openDirectory(false);
    expect(call(await load(directory)).granted).toBe(true);
    directory.follow({ userBudgetOnTeamKeys: true });
    while (call(await load(directory)).granted) await new Promise((resolve) => setTimeout(resolve, 5));
    directory.follow({ userBudgetOnTeamKeys: false });
    while (!call(await load(directory)).granted) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("asks nothing of a team key for its user but the budget: rates are those of the user's own keys", async () => {
    await store(ofTeam, { user: 0 });
    await dataSource.query('UPDATE user_account SET rpm_limit = 1, tpm_limit = 1, max_parallel_requests = 0');
    const { scopes } = await load(openDirectory(true));
    expect(scopes.find(({ kind }) => kind === 'user')).toMatchObject({
      ...{ requestsPerMinute: null, tokensPerMinute: null, parallelRequests: null },
      maxBudget: BigInt(USD),
    });
  });
});
