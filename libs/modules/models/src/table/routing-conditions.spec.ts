import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@tollgate/config';
import { type RoutingTable } from '@tollgate/routing';
import { buildRoutingTable } from './build-routing-table.js';

async function tableOf(yaml: string): Promise<RoutingTable> {
  const loaded = await loadConfig({ path: 'config.yaml', env: {}, readFile: async () => yaml });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return buildRoutingTable(loaded.config, {}).table;
}

describe('what calls are held against', () => {
  it('is the window of the entry, else the published one; the region; what model_info denies', async () => {
    const table = await tableOf(`
model_list:
  - { model_name: own, litellm_params: { model: openai/x, api_key: k }, model_info: { max_input_tokens: 77 } }
  - { model_name: published, litellm_params: { model: anthropic/claude-3-haiku, api_key: k } }
  - model_name: based
    litellm_params: { model: azure/mine, api_key: k, api_base: "http://127.0.0.1:9", base_model: azure/o1, region_name: westeurope }
    model_info: { supports_vision: false, supports_web_search: true }
router_settings: { enable_pre_call_checks: true }
`);
    const fitnessOf = (group: string) => table.groups.get(group)?.[0]?.fitness;
    expect(table.preCallChecks).toBe(true);
    expect(fitnessOf('own')).toEqual({ maxInputTokens: 77, region: null, lacks: [] });
    expect(fitnessOf('published')?.maxInputTokens).toBe(200_000);
    expect(fitnessOf('based')).toEqual({ maxInputTokens: 200_000, region: 'westeurope', lacks: ['vision'] });
  });
});

describe('affinity', () => {
  it('comes from the names of LiteLLM, closest tie first, and differs by group', async () => {
    const table = await tableOf(`
model_list: []
router_settings:
  optional_pre_call_checks: [deployment_affinity, prompt_caching, session_affinity, enforce_model_rate_limits]
  model_group_affinity_config: { smart: [deployment_affinity], quick: [] }
`);
    expect(table.affinity?.all).toEqual(['session', 'prompt-cache', 'caller']);
    expect([...(table.affinity?.ofGroup ?? [])]).toEqual([
      ['smart', ['caller']],
      ['quick', []],
    ]);
  });

  it('is nothing where nothing asks for it', async () => {
    expect((await tableOf('model_list: []')).affinity).toBeUndefined();
  });
});
