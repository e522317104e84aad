import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyContext } from '@tollgate/core';
import { KeyWorld } from '../testing/key-world.js';
import { KeyDirectory } from './key-directory.js';
import { OwnedKeyReader } from './key-owners.js';

const USD = 1_000_000_000_000n;

describe('what the owners of a key add to it', () => {
  let world: KeyWorld;
  let directory: KeyDirectory;
  beforeAll(async () => {
    world = await KeyWorld.open();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.dataSource.query(
      'TRUNCATE team, team_member, organization, organization_member, user_account CASCADE',
    );
    const reader = new OwnedKeyReader(world.dataSource);
    directory = new KeyDirectory((hashes) => reader.read(hashes), {
      masterKey: 'sk-the-master-key',
      ttlMs: 60_000,
      staleForMs: 60_000,
      keysMax: 100,
      now: Date.now,
      onUnavailable: (error) => {
        throw error;
      },
    });
  });

  const insert = (table: string, row: Record<string, unknown>) => {
    const columns = Object.keys(row);
    return world.dataSource.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
  const spender = (fields: Record<string, unknown>) => ({
    ...{ spend: '0', model_max_budget: '{}', model_spend: '{}', models: [], metadata: '{}' },
    ...{ created_at: new Date(), updated_at: new Date() },
    ...fields,
  });
  const team = (fields: Record<string, unknown>) =>
    insert('team', {
      ...spender({ team_id: 't', blocked: false, member_permissions: [], default_member_models: [] }),
      ...{ model_aliases: '{}', access_group_ids: [], policies: [] },
      ...fields,
    });
  const user = (fields: Record<string, unknown>) =>
    insert('user_account', {
      ...spender({ user_id: 'u', user_role: 'internal_user', allowed_cache_controls: [], policies: [] }),
      ...fields,
    });
  const organization = (fields: Record<string, unknown>) =>
    insert('organization', {
      ...spender({ organization_id: 'o', organization_alias: 'O', budget_id: 'b' }),
      ...fields,
    });
  const member = (fields: Record<string, unknown>) =>
    insert('team_member', {
      ...{ team_id: 't', user_id: 'u', role: 'user', spend: '0', allowed_models: [] },
      ...{ created_at: new Date(), updated_at: new Date() },
      ...fields,
    });
  const contextOf = async (request: Parameters<KeyWorld['made']>[0]): Promise<KeyContext> => {
    const { key } = await world.made(request);
    const lookup = await directory.load(key.token);
    if (lookup.state !== 'found') throw new Error(lookup.state);
    return lookup.key;
  };
  const kinds = (context: KeyContext) => context.scopes.map(({ kind }) => kind);

  it('stacks limits of key, member, team and organization, each with its own spend', async () => {
    await organization({ rpm_limit: 100, spend: String(9n * USD) });
    await team({ organization_id: 'o', max_budget: String(5n * USD), spend: String(2n * USD) });
    await member({ max_budget: String(USD), spend: String(USD / 2n) });
    await user({ max_budget: '1' });
    const context = await contextOf({ team_id: 't', user_id: 'u', tpm_limit: 7 });
    expect(kinds(context)).toEqual(['key', 'team_member', 'team', 'organization']);
    expect(context.scopes.slice(1).map(({ maxBudget, spent }) => [maxBudget, spent?.()])).toEqual([
      [USD, USD / 2n],
      [5n * USD, 2n * USD],
      [null, 9n * USD],
    ]);
    expect(context.organizationId).toBe('o');
  });

  it('lays the router settings of the key over those of its team', async () => {
    await team({ router_settings: { num_retries: 1, timeout: 9 } });
    const own = await contextOf({ team_id: 't', router_settings: { num_retries: 4 } });
    expect(own.routerSettings).toEqual({ num_retries: 4, timeout: 9 });
    expect((await contextOf({ team_id: 't' })).routerSettings).toEqual({ num_retries: 1, timeout: 9 });
    expect((await contextOf({})).routerSettings).toBeUndefined();
  });

  it("counts a user's limits and models for keys without a team only", async () => {
    await user({ max_budget: String(USD), models: ['no-default-models'] });
    await team({});
    const personal = await contextOf({ user_id: 'u' });
    expect(kinds(personal)).toEqual(['user']);
    expect(personal.owners).toEqual([
      { kind: 'user', id: 'u', blocked: false, models: ['no-default-models'] },
    ]);
    const ofTeam = await contextOf({ user_id: 'u', team_id: 't' });
    expect(kinds(ofTeam)).toEqual([]);
    expect(ofTeam.owners).toEqual([{ kind: 'team', id: 't', blocked: false, models: [] }]);
  });

  it('holds budgets of models and windows of key, team, user and organization, each with its own spend', async () => {
    const json = (value: object) => JSON.stringify(value);
    const limits = { m: { budget_limit: 3, time_period: '1d' } };
    await organization({ model_max_budget: json(limits) });
    await team({
      organization_id: 'o',
      budget_limits: json([{ budget_duration: '1d', max_budget: 4 }]),
      metadata: json({ model_rpm_limit: { m: 9, n: 8 } }),
    });
    await user({ budget_limits: json([{ budget_duration: '1d', max_budget: 5 }]) });
    const budgets = { model_max_budget: limits, model_tpm_limit: { n: 7 } };
    const context = await contextOf({ team_id: 't', user_id: 'u', key_alias: 'ci', ...budgets });
    expect(context.scopes).toMatchObject([{ kind: 'team', name: 't', maxBudget: 4n * USD }]);
    const { modelScopes } = context;
    expect(modelScopes?.get('m')).toMatchObject([
      { kind: 'team', name: 't', model: 'm', requestsPerMinute: 9 },
      { kind: 'key', name: 'ci', model: 'm', maxBudget: 3n * USD },
      { kind: 'organization', name: 'o', model: 'm', maxBudget: 3n * USD },
    ]);
    expect(modelScopes?.get('n')).toMatchObject([
      { kind: 'key', tokensPerMinute: 7 },
      { kind: 'team', requestsPerMinute: 8 },
    ]);
    const ids = [...context.scopes, ...(modelScopes?.get('m') ?? []), ...(modelScopes?.get('n') ?? [])];
    expect(new Set(ids.map(({ kind, id }) => `${kind}:${id}`)).size).toBe(6);
    expect((await contextOf({ user_id: 'u' })).scopes).toMatchObject([{ kind: 'user', maxBudget: 5n * USD }]);
    expect((await contextOf({})).modelScopes).toBeUndefined();
  });

  it('gives members without limits of their own those the team sets for everybody', async () => {
    await team({ member_max_budget: '7', member_rpm_limit: 3 });
    await member({ max_budget: '2' });
    const { scopes } = await contextOf({ team_id: 't', user_id: 'u' });
    expect(scopes).toMatchObject([{ kind: 'team_member', maxBudget: 2n, requestsPerMinute: 3 }]);
  });

  it('has the role of its user, and the aliases of its team below its own', async () => {
    await user({ user_role: 'proxy_admin_viewer' });
    await team({ model_aliases: '{"a":"team","b":"team"}' });
    const context = await contextOf({ team_id: 't', user_id: 'u', aliases: { a: 'key' } });
    expect(context).toMatchObject({ role: 'proxy_admin_viewer', aliases: { a: 'key', b: 'team' } });
  });

  it('restricts nothing by owners that do not exist', async () => {
    const context = await contextOf({ team_id: 'gone', user_id: 'gone', organization_id: 'gone' });
    expect(context).toMatchObject({ role: 'internal_user', scopes: [], owners: [], teamId: 'gone' });
  });

  it('never takes a newer figure back because of a key that was loaded earlier', async () => {
    await team({ max_budget: '100', spend: '5' });
    const early = await contextOf({ team_id: 't' });
    await world.dataSource.query(`UPDATE team SET spend = 40`);
    const late = await contextOf({ team_id: 't' });
    expect(late.scopes[0]?.spent?.()).toBe(40n);
    expect(early.scopes[0]?.spent?.()).toBe(40n);
  });

  it('is read anew when an owner changed', async () => {
    await team({});
    const before = await contextOf({ team_id: 't' });
    await world.dataSource.query('UPDATE team SET blocked = true');
    directory.dropOwned('team', ['another']);
    expect(directory.find(before.hash)).toBe(before);
    directory.dropOwned('team', ['t']);
    expect(directory.find(before.hash)).toBeUndefined();
    const lookup = await directory.load(before.hash);
    expect(lookup).toMatchObject({ key: { owners: [{ kind: 'team', blocked: true }] } });
  });
});
