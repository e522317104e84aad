import { describe, expect, it } from '@jest/globals';
import { type Environment, type GatewayConfig, loadConfig } from '@tollgate/config';
import {
  DeploymentStats,
  firstAttempt,
  modelToSend,
  noteFailure,
  NO_WISHES,
  resolveModel,
} from '@tollgate/routing';
import { type BuiltTable, buildRoutingTable } from './build-routing-table.js';

async function built(yaml: string, env: Environment = {}): Promise<BuiltTable> {
  const loaded = await loadConfig({ path: 'config.yaml', env, readFile: async () => yaml });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return buildRoutingTable(loaded.config, env);
}

function models(...entries: string[]): string {
  return `model_list:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;
}

describe("an operator's file", () => {
  const FILE = `
model_list:
  - model_name: "quick"
    litellm_params: { model: gpt-4o-mini, api_key: sk-openai-1, api_base: "http://127.0.0.1:9/v1/" }
  - model_name: "clever"
    litellm_params: { model: claude-sonnet-4-20250514, api_key: sk-ant-1 }
  - model_name: "clever"
    litellm_params: { model: gpt-4o, api_key: sk-openai-2 }
  - model_name: "frugal"
    litellm_params: { model: gemini/gemini-2.0-flash, api_key: AIza-1 }
router_settings:
  routing_strategy: "latency-based-routing"
  num_retries: 3
  timeout: 30
  fallbacks: [{"clever": ["quick"]}]
general_settings:
  master_key: "sk-master-key-1"
`;

  it('becomes groups with inferred providers, retries, timeout and fallbacks', async () => {
    const { table } = await built(FILE);
    const summary = [...table.groups].map(([name, deployments]) => [
      name,
      deployments.map(({ provider, target }) => `${provider.id} ${target.model} ${target.apiKey ?? '-'}`),
    ]);
    expect(summary).toEqual([
      ['quick', ['openai gpt-4o-mini sk-openai-1']],
      ['clever', ['anthropic claude-sonnet-4-20250514 sk-ant-1', 'openai gpt-4o sk-openai-2']],
      ['frugal', ['gemini gemini-2.0-flash AIza-1']],
    ]);
    expect(table.groups.get('quick')?.[0]?.target.baseUrl).toBe('http://127.0.0.1:9/v1');
    expect(table).toMatchObject({ numRetries: 3, timeoutMs: 30_000, strategy: 'latency-based-routing' });
    expect(table.fallbacks.get('clever')).toEqual(['quick']);
  });
});

describe('defaults', () => {
  it('are those of LiteLLM', () => {
    const { table } = buildRoutingTable({}, {});
    expect(table).toMatchObject({
      numRetries: 2,
      timeoutMs: 6_000_000,
      streamTimeoutMs: null,
      retryAfterMs: 0,
      cooldownMs: 5_000,
      allowedFails: 3,
      maxFallbacks: 5,
      defaultFallbacks: [],
      strategy: 'simple-shuffle',
    });
  });

  it('come from router_settings, then litellm_settings, then the environment', () => {
    const env = { REQUEST_TIMEOUT: '10', DEFAULT_COOLDOWN_TIME_SECONDS: '11', ROUTER_MAX_FALLBACKS: '1' };
    const litellm: GatewayConfig = {
      litellm_settings: { request_timeout: 20, num_retries: 7, cooldown_time: 21 },
    };
    const both: GatewayConfig = {
      ...litellm,
      router_settings: { timeout: 30, num_retries: 0, cooldown_time: 0 },
    };
    expect(buildRoutingTable({}, env).table).toMatchObject({
      timeoutMs: 10_000,
      cooldownMs: 11_000,
      maxFallbacks: 1,
    });
    expect(buildRoutingTable(litellm, env).table).toMatchObject({ timeoutMs: 20_000, numRetries: 7 });
    expect(buildRoutingTable(both, env).table).toMatchObject({
      timeoutMs: 30_000,
      numRetries: 0,
      cooldownMs: 21_000,
    });
  });
});

describe('disable_cooldowns', () => {
  const limited = { class: 'RateLimitError', status: 429, retryAfterMs: 9_000, accountFault: false } as const;

  it.each([
    [false, 9_000],
    [true, 0],
  ])('of %s leaves a rate-limited deployment out for %i ms', (disable_cooldowns, remaining) => {
    const model_list = [{ model_name: 'm', litellm_params: { model: 'openai/x' } }];
    const { table } = buildRoutingTable({ model_list, router_settings: { disable_cooldowns } }, {});
    const group = resolveModel(table, 'm');
    const stats = new DeploymentStats();
    const conditions = {
      table,
      stats,
      now: 0,
      random: () => 0,
      stream: false,
      patienceMs: 1,
      mayUse: () => true,
    };
    const decision = group && firstAttempt(group, NO_WISHES, conditions);
    if (decision?.type !== 'send') throw new Error('nothing to send to');
    noteFailure(decision.state, limited, 10, false, table, 0);
    expect(decision.state.record.coolingUntil).toBe(remaining);
  });
});

describe('what router_settings say of failures', () => {
  const FILE = `
model_list:
  - { model_name: a, litellm_params: { model: openai/a, cooldown_time: 30 }, model_info: { allowed_fails: 7 } }
litellm_settings:
  content_policy_fallbacks: [{ a: [c] }]
router_settings:
  routing_strategy: peak-ewma
  routing_strategy_args: { ttl: 60, lowest_latency_buffer: 0.2, max_latency_list_size: -1 }
  retry_policy: { TimeoutErrorRetries: 1, DefaultRetries: 4 }
  model_group_retry_policy: { a: { RateLimitErrorRetries: 0 } }
  allowed_fails_policy: { InternalServerErrorAllowedFails: 9 }
  context_window_fallbacks: [{ a: [b] }]
  enable_tag_filtering: true
  tag_filtering_match_any: false
`;

  it('is in the table, kind by kind', async () => {
    const { table } = await built(FILE);
    expect(table).toMatchObject({
      strategy: 'peak-ewma',
      strategyArgs: { ttlMs: 60_000, lowestLatencyBuffer: 0.2, maxLatencyListSize: 10 },
      retryPolicy: { timeout: 1, default: 4 },
      allowedFailsPolicy: { internalServer: 9 },
      tagFiltering: { matchAny: false, prefix: '' },
    });
    expect(table.groupRetryPolicies.get('a')).toEqual({ rateLimit: 0 });
    expect(table.contextWindowFallbacks?.get('a')).toEqual(['b']);
    expect(table.contentPolicyFallbacks?.get('a')).toEqual(['c']);
    const [deployment] = table.groups.get('a') ?? [];
    expect(deployment).toMatchObject({ cooldownMs: 30_000, allowedFails: 7 });
    expect(deployment?.target.params).not.toHaveProperty('cooldown_time');
  });

  it('is absent from the table where nothing is said', () => {
    expect(buildRoutingTable({}, {}).table).toMatchObject({
      retryPolicy: null,
      allowedFailsPolicy: null,
      contextWindowFallbacks: null,
      contentPolicyFallbacks: null,
      tagFiltering: null,
    });
  });
});

describe('routing_groups', () => {
  const FILE = `
model_list:
  - { model_name: a, litellm_params: { model: openai/a, order: 7 }, model_info: { id: a, access_groups: [x] } }
  - { model_name: b, litellm_params: { model: openai/b, max_parallel_requests: 9 }, model_info: { id: b } }
router_settings:
  default_max_parallel_requests: 4
  routing_groups:
    - group_name: g
      models: [a, b, nobody]
      routing_strategy: least-busy
      model_priorities: { b: 1 }
`;

  it('are names for the deployments of all their models, with priorities and a strategy', async () => {
    const { table, notes } = await built(FILE);
    expect(resolveModel(table, 'g')?.deployments).toMatchObject([
      { id: 'a', order: 7, accessGroups: [], maxParallelRequests: 4 },
      { id: 'b', order: 1, maxParallelRequests: 9 },
    ]);
    expect(resolveModel(table, 'b')?.deployments).toMatchObject([{ id: 'b', order: null }]);
    expect([...(table.groupStrategies ?? [])].map(([name, { strategy }]) => `${name} ${strategy}`)).toEqual(
      expect.arrayContaining(['g least-busy', 'a least-busy', 'b least-busy']),
    );
    expect(notes).toContain('routing_groups g: no model is called nobody');
  });
});

describe('tag_regex', () => {
  it('is a list of patterns; what is none is left out with a remark', async () => {
    const { table, notes } = await built(
      models(
        "{ model_name: a, litellm_params: { model: openai/a, api_key: k, tag_regex: ['^User-Agent: x', '('] } }",
      ),
    );
    const [deployment] = table.groups.get('a') ?? [];
    expect(deployment?.tagPatterns).toEqual([/^User-Agent: x/]);
    expect(deployment?.target.params).not.toHaveProperty('tag_regex');
    expect(notes.join()).toContain('tag_regex "(" is no regular expression');
  });
});

describe('deployments', () => {
  it('take the key and the base URL of the environment when they have none', async () => {
    const env = { OPENAI_API_KEY: 'sk-env', OPENAI_BASE_URL: 'http://env/v1' };
    const { table } = await built(models('{ model_name: a, litellm_params: { model: openai/b } }'), env);
    expect(table.groups.get('a')?.[0]?.target).toMatchObject({ apiKey: 'sk-env', baseUrl: 'http://env/v1' });
  });

  it('are one for each organization', async () => {
    const { table } = await built(
      models(
        '{ model_name: a, litellm_params: { model: openai/b, api_key: k, organization: [org-1, org-2] } }',
      ),
    );
    const group = table.groups.get('a') ?? [];
    expect(group.map(({ target }) => target.organization)).toEqual(['org-1', 'org-2']);
    expect(new Set(group.map(({ id }) => id)).size).toBe(2);
  });

  it('take rpm and tpm that stand beside litellm_params, which win', async () => {
    const { table } = await built(
      models('{ model_name: a, rpm: 5, tpm: 6, litellm_params: { model: openai/b, api_key: k, rpm: 7 } }'),
    );
    expect(table.groups.get('a')?.[0]).toMatchObject({ rpm: 7, tpm: 6 });
  });

  it('pass unknown parameters on, and no secret among them', async () => {
    const { table } = await built(
      models(
        '{ model_name: a, litellm_params: { model: openai/b, api_key: sk-1, temperature: 0.5, rpm: 3 } }',
      ),
    );
    expect(table.groups.get('a')?.[0]?.target.params).toEqual({ temperature: 0.5 });
  });

  it('of a provider that is not built yet are kept, with a note', async () => {
    const { table, notes } = await built(models('{ model_name: a, litellm_params: { model: sagemaker/x } }'));
    expect(table.groups.get('a')?.[0]?.provider.chat).toHaveProperty('cannot');
    expect(notes.join()).toContain('model_list[0] (a) will answer 501');
  });

  it('of an unknown provider are left out, and the others stay', async () => {
    const { table, notes } = await built(
      models(
        '{ model_name: a, litellm_params: { model: nowhere/x, api_key: sk-secret } }',
        '{ model_name: b, litellm_params: { model: openai/x, api_key: sk-secret } }',
      ),
    );
    expect([...table.groups.keys()]).toEqual(['b']);
    expect(notes).toEqual([expect.stringContaining('the provider of "nowhere/x" is not known')]);
    expect(notes.join()).not.toContain('sk-secret');
  });

  it.each([
    ['blocked', 'blocked: true', {}],
    ['of another environment', 'supported_environments: [production]', { LITELLM_ENVIRONMENT: 'staging' }],
  ])('%s are not offered', async (_, info, env) => {
    const entry = `{ model_name: a, litellm_params: { model: openai/x, api_key: k }, model_info: { ${info} } }`;
    const { table, notes } = await built(models(entry), env);
    expect(table.groups.size).toBe(0);
    expect(notes).toHaveLength(1);
  });
});

describe('ids', () => {
  const entry = '{ model_name: a, litellm_params: { model: openai/b, api_key: k } }';

  async function idsOf(...entries: string[]): Promise<string[]> {
    const { table } = await built(models(...entries));
    return [...table.groups.values()].flat().map(({ id }) => id);
  }

  it('are model_info.id, or 64 hex digits that do not depend on the order of keys', async () => {
    const reordered = '{ litellm_params: { api_key: k, model: openai/b }, model_name: a }';
    const [id] = await idsOf(entry);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await idsOf(reordered)).toEqual([id]);
    expect(await idsOf(entry.replace('} }', '}, model_info: { id: mine } }'))).toEqual(['mine']);
  });

  it('are the SHA-256 of name and parameters', async () => {
    // printf '["a",{"api_key":"k","model":"openai/b"}]' | sha256sum
    expect(await idsOf(entry)).toEqual(['2d6d9c3f937100b87d11e4cb2c38041ac3e053d1b43a811ffb3df630be4181a5']);
  });

  it('never fall together, not even for equal entries or a repeated model_info.id', async () => {
    const named = entry.replace('} }', '}, model_info: { id: mine } }');
    const ids = await idsOf(entry, entry, entry, named, named);
    expect(new Set(ids).size).toBe(5);
  });
});

describe('prices', () => {
  // Pico-USD per million tokens: 2.5 USD per million is 2.5e12.
  const GPT_4O_INPUT = 2_500_000_000_000n;
  const params = 'api_key: k';

  it('are the published ones of a known model, and unknown otherwise', async () => {
    const { table } = await built(
      models(
        `{ model_name: a, litellm_params: { model: gpt-4o, ${params} } }`,
        `{ model_name: b, litellm_params: { model: openai/gpt-nobody-knows, ${params} } }`,
      ),
    );
    expect(table.groups.get('a')?.[0]?.prices).toMatchObject({
      source: 'catalogue',
      base: { input: GPT_4O_INPUT },
    });
    expect(table.groups.get('b')?.[0]?.prices).toBeNull();
  });

  it('are those of base_model when a deployment name says nothing', async () => {
    const { table } = await built(
      models(
        `{ model_name: a, litellm_params: { model: openai/ours, ${params} }, model_info: { base_model: gpt-4o } }`,
      ),
    );
    expect(table.groups.get('a')?.[0]?.prices?.base.input).toBe(GPT_4O_INPUT);
  });

  it('are the own ones when an entry has some, in litellm_params before model_info', async () => {
    const { table } = await built(
      models(
        `{ model_name: a, litellm_params: { model: gpt-4o, ${params}, input_cost_per_token: 1e-6 }, model_info: { input_cost_per_token: 2e-6, output_cost_per_token: 3e-6 } }`,
      ),
    );
    expect(table.groups.get('a')?.[0]?.prices).toMatchObject({
      source: 'config',
      base: { input: 1_000_000_000_000n, output: 3_000_000_000_000n },
    });
  });

  it('of a wildcard are those of the model it stands for in a call', async () => {
    const { table } = await built(
      models(`{ model_name: "openai/*", litellm_params: { model: "openai/*", ${params} } }`),
    );
    const inputPrice = (asked: string) =>
      resolveModel(table, asked)?.deployments[0]?.prices?.base.input ?? null;
    expect(inputPrice('openai/gpt-4o')).toBe(GPT_4O_INPUT);
    expect(inputPrice('openai/gpt-4o-mini')).toBe(150_000_000_000n);
    expect(inputPrice('openai/gpt-nobody-knows')).toBeNull();
  });
});

describe('names', () => {
  it('with stars are tried longest first, and fill the stars of the model', async () => {
    const { table } = await built(
      models(
        '{ model_name: "*", litellm_params: { model: openai/*, api_key: k } }',
        '{ model_name: "team/*", litellm_params: { model: anthropic/claude-*, api_key: k } }',
        '{ model_name: "team/fast-*", litellm_params: { model: openai/gpt-*-mini, api_key: k } }',
      ),
    );
    expect(table.wildcards.map(({ pattern }) => pattern)).toEqual(['team/fast-*', 'team/*', '*']);
    const sent = (asked: string) => {
      const group = resolveModel(table, asked);
      const deployment = group?.deployments[0];
      return group && deployment ? `${deployment.provider.id} ${modelToSend(deployment, group)}` : null;
    };
    expect(sent('team/fast-4o')).toBe('openai gpt-4o-mini');
    expect(sent('team/haiku')).toBe('anthropic claude-haiku');
    expect(sent('o9')).toBe('openai o9');
  });

  it('of a catch-all are every provider with a key', async () => {
    const { table } = await built(models('{ model_name: "*", litellm_params: { model: "*" } }'), {
      ANTHROPIC_API_KEY: 'k',
    });
    expect(resolveModel(table, 'anthropic/x')?.deployments[0]?.provider.id).toBe('anthropic');
    expect(resolveModel(table, 'claude-x')?.deployments[0]?.provider.id).toBe('anthropic');
    expect(resolveModel(table, 'gpt-4o')).toBeNull();
  });

  it('may be aliases, hidden or not', async () => {
    const { table } = await built(
      `${models('{ model_name: a, litellm_params: { model: openai/b, api_key: k } }')}router_settings: { model_group_alias: { x: a, y: { model: a, hidden: true } } }`,
    );
    expect(table.aliases.get('x')).toEqual({ group: 'a', hidden: false });
    expect(table.aliases.get('y')).toEqual({ group: 'a', hidden: true });
  });

  it('that lead nowhere are noted', async () => {
    const { notes } = await built(
      'router_settings: { fallbacks: [{ a: [b] }], default_fallbacks: [c], model_group_alias: { d: e } }',
    );
    expect(notes).toEqual([
      'fallbacks of a: no model is called b',
      'default_fallbacks: no model is called c',
      'model_group_alias d: no model is called e',
    ]);
  });
});
