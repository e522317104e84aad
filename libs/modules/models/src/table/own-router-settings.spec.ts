import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@tollgate/config';
import { groupStrategy, type RoutingTable } from '@tollgate/routing';
import { buildRoutingTable } from './build-routing-table.js';
import { ownTable } from './own-router-settings.js';

const FILE = `
model_list:
  - { model_name: smart, litellm_params: { model: openai/a, api_key: k } }
  - { model_name: quick, litellm_params: { model: openai/b, api_key: k } }
router_settings:
  num_retries: 1
  timeout: 30
  fallbacks: [{ smart: [quick] }]
  model_group_alias: { clever: smart }
  routing_groups: [{ group_name: any, models: [smart, quick], routing_strategy: least-busy }]
`;

async function base(): Promise<RoutingTable> {
  const loaded = await loadConfig({ path: 'config.yaml', env: {}, readFile: async () => FILE });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return buildRoutingTable(loaded.config, {}).table;
}

describe("a key's own router settings", () => {
  it('change what they name and leave the rest, the deployments above all, as it is for everybody', async () => {
    const everybody = await base();
    const { table, faults } = ownTable(everybody, {
      num_retries: 4,
      fallbacks: [{ quick: ['smart'] }],
      model_group_alias: { best: 'smart' },
      enable_tag_filtering: true,
      tag_filtering_match_any: false,
      timeout: null,
    });
    expect(faults).toEqual([]);
    expect(table).toMatchObject({ numRetries: 4, timeoutMs: 30_000, tagFiltering: { matchAny: false } });
    expect([...table.fallbacks]).toEqual([['quick', ['smart']]]);
    expect([...table.aliases.keys()]).toEqual(['clever', 'best']);
    expect(table.groups).toBe(everybody.groups);
    expect(table.base).toBe(everybody);
    expect(everybody.numRetries).toBe(1);
  });

  it('choose by a strategy of their own, also in groups that have one for everybody', async () => {
    const everybody = await base();
    expect(groupStrategy(everybody, 'smart').strategy).toBe('least-busy');
    const { table } = ownTable(everybody, { routing_strategy: 'peak-ewma' });
    expect(groupStrategy(table, 'smart').strategy).toBe('peak-ewma');
  });

  it('that cannot be read are left out and named, and the others act', async () => {
    const { table, faults } = ownTable(await base(), {
      num_retries: 'often',
      routing_strategy: 'by-guess',
      retry_after: 2,
      cooldown_time: 999,
      what_else: true,
    });
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('router_settings.num_retries');
    expect(table).toMatchObject({ numRetries: 1, retryAfterMs: 2_000, cooldownMs: 5_000 });
  });

  it('do not read the environment', async () => {
    const { table } = ownTable(await base(), { default_fallbacks: ['os.environ/HOME'] });
    expect(JSON.stringify(table.defaultFallbacks)).not.toContain(process.env['HOME'] ?? 'no home');
  });
});
