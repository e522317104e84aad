import { describe, expect, it } from '@jest/globals';
import { type Environment } from './document/environment.js';
import { type ConfigResult, loadConfig } from './load-config.js';
import { formatProblems, formatWarnings } from './problems/format.js';

function load(files: string | Record<string, string>, env: Environment = {}): Promise<ConfigResult> {
  const all = typeof files === 'string' ? { 'config.yaml': files } : files;
  const readFile = async (path: string) => {
    const text = all[path];
    if (text === undefined) throw Object.assign(new Error('secret path'), { code: 'ENOENT' });
    return text;
  };
  return loadConfig({ path: 'config.yaml', env, readFile });
}

/** `line:column path | expected | found` of every problem. */
async function problemsOf(files: string | Record<string, string>, env?: Environment): Promise<string[]> {
  const result = await load(files, env);
  if (result.ok) return [];
  return result.problems.map(
    ({ origin, path, expected, found }) =>
      `${origin.file}:${origin.line}:${origin.column} ${path} | ${expected} | ${found}`,
  );
}

async function configOf(files: string | Record<string, string>, env?: Environment) {
  const result = await load(files, env);
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result;
}

const ENTRY = '- { model_name: fast, litellm_params: { model: openai/gpt-4o-mini } }';

describe('problems', () => {
  it('names file, line, column, key path, what was expected and what was found, all at once', async () => {
    const text = [
      'model_list:',
      '  - model_name: fast',
      '    litellm_params:',
      '      api_key: sk-hidden-1',
      '      rpm: many',
      'router_settings:',
      '  num_retries: -1',
      '  fallbacks:',
      '    - fast: [slow]',
      '      slow: [fast]',
      '  routing_strategy: round-robin',
    ].join('\n');
    expect(await problemsOf(text)).toEqual([
      'config.yaml:4:7 model_list[0].litellm_params.model | a model such as "openai/gpt-4o" | no such key',
      'config.yaml:5:12 model_list[0].litellm_params.rpm | a whole number of at least 0 | the text "many"',
      'config.yaml:7:16 router_settings.num_retries | a whole number of at least 0 | the number -1',
      'config.yaml:9:7 router_settings.fallbacks[0] | a map with exactly one key, its value a model name, or a list of such | a map with 2 keys',
      'config.yaml:11:21 router_settings.routing_strategy | one of simple-shuffle, least-busy, usage-based-routing, usage-based-routing-v2, latency-based-routing, cost-based-routing, peak-ewma | the text "round-robin"',
    ]);
  });

  it('tells a misspelt required key from a missing one', async () => {
    const [problem] = await problemsOf('model_list: [{ model_name: a, litellm_params: { modle: x } }]');
    expect(problem).toContain('no such key, but one called "modle"');
  });

  it('says that a required value came from an unset variable', async () => {
    const [problem] = await problemsOf(
      'model_list: [{ model_name: a, litellm_params: { model: os.environ/NOPE } }]',
    );
    expect(problem).toContain('nothing: the environment variable NOPE is not set');
  });

  it.each([
    ['a key that stands twice', 'a: 1\na: 2\n', '2:1'],
    ['a tab as indentation', 'a:\n\t- b\n', '2:1'],
    ['an unclosed quote', 'a: "b\n', '2:1'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1'],
    ['an unknown alias', 'a: *b\n', '1:4'],
    ['a foreign tag', 'a: !!python/name:os.system x\n', '1:4'],
    ['a list at the top', '- a\n', '1:1'],
    ['a bare text', 'hello\n', '1:1'],
  ])('refuses %s with its place', async (_, text, place) => {
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`config.yaml:${place} `);
  });

  it('refuses an alias bomb without expanding it', async () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? 'l0: &l0 [x, x, x, x, x, x, x, x, x, x]' : `l${i}: &l${i} [${`*l${i - 1}, `.repeat(10)}]`,
    );
    const [problem] = await problemsOf(levels.join('\n'));
    expect(problem).toContain('more, after its aliases are expanded');
  });

  it('refuses absurd nesting', async () => {
    expect(await problemsOf(`a: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toHaveLength(1);
  });

  it('refuses an alias that holds itself', async () => {
    expect(await problemsOf('a: &a [*a]')).toHaveLength(1);
  });

  it('says why a file cannot be read', async () => {
    expect(await problemsOf({})).toEqual([
      'config.yaml:0:0  | a file that can be read at config.yaml | no such file',
    ]);
  });
});

describe('secrets', () => {
  const secrets = ['sk-live-abcdef', 'hunter2hunter2', 'postgresql://u:pgsecret3@h/db', 'plain-token-value'];

  it('are never in a problem or a warning', async () => {
    const text = [
      'model_list:',
      `  - { model_name: { a: ${secrets[0]} }, litellm_params: { model: a, rpm: ${secrets[0]}, api_key: [${secrets[1]}] } }`,
      `  - { model_name: b, litellm_params: { model: b, headers: { Authorization: true }, timeout: os.environ/SECRET } }`,
      `  - { model_name: c, litellm_params: { model: c, api_key: true, aws_secret_access_key: { x: ${secrets[1]} } } }`,
      `general_settings: { database_url: 7, store_model_in_db: "${secrets[2]}", master_key: false, password: ${secrets[1]} }`,
      `credential_list: ${secrets[0]}`,
    ].join('\n');
    const result = await load(text, { SECRET: 'plain-token-value' });
    if (result.ok) throw new Error('expected problems');
    const shown = `${formatProblems(result.problems)}\n${formatWarnings(result.warnings)}`;
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(shown).not.toContain('pgsecret3');
  });

  it('are not quoted from a broken line', async () => {
    const shown = (await problemsOf(`general_settings:\n  master_key: sk-live-abcdef: x\n bad`)).join('\n');
    expect(shown).not.toBe('');
    expect(shown).not.toContain('sk-live');
  });
});

describe('unknown keys', () => {
  it('are warned about once, with the nearest known name when one is near', async () => {
    const { warnings } = await configOf(
      'router_settings: { num_retires: 3, zebra_crossing: 1 }\nmodel_lst: []\n',
    );
    expect(warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'router_settings.num_retires: unknown key, it has no effect; did you mean num_retries?',
      'router_settings.zebra_crossing: unknown key, it has no effect',
      'model_lst: unknown key, it has no effect; did you mean model_list?',
    ]);
  });

  it('of litellm_params are kept for the provider, and reported only when nearly a known one', async () => {
    const { config, warnings } = await configOf(
      'model_list: [{ model_name: a, litellm_params: { model: b, temperature: 0.2, api_bse: x } }]',
    );
    expect(config.model_list?.[0]?.litellm_params).toMatchObject({ temperature: 0.2, api_bse: 'x' });
    expect(warnings.map(({ path }) => path)).toEqual(['model_list[0].litellm_params.api_bse']);
  });
});

describe('values', () => {
  it('takes names that older YAML reads as yes/no for what they say', async () => {
    const { config } = await configOf('model_list: [{ model_name: no, litellm_params: { model: on } }]');
    expect(config.model_list?.[0]).toMatchObject({ model_name: 'no', litellm_params: { model: 'on' } });
  });

  it('takes a number for a text as it is spelled', async () => {
    const { config } = await configOf(
      'model_list: [{ model_name: 1.10, litellm_params: { model: a, api_version: 2024 } }]',
    );
    expect(config.model_list?.[0]).toMatchObject({
      model_name: '1.10',
      litellm_params: { api_version: '2024' },
    });
  });

  it.each(['true', 'True', 'yes', 'on', '"true"', '1', 'os.environ/YES'])(
    'reads %s as true',
    async (word) => {
      const { config } = await configOf(`litellm_settings: { drop_params: ${word} }`, { YES: 'TRUE' });
      expect(config.litellm_settings?.drop_params).toBe(true);
    },
  );

  it('reads numbers from texts, for variables are texts', async () => {
    const { config } = await configOf('router_settings: { timeout: os.environ/T, num_retries: "3" }', {
      T: '1.5',
    });
    expect(config.router_settings).toEqual({ timeout: 1.5, num_retries: 3 });
  });

  it('refuses numbers that are not finite', async () => {
    expect(await problemsOf('router_settings: { timeout: .inf, retry_after: .nan }')).toHaveLength(2);
  });

  it('counts an empty value as not configured', async () => {
    const { config } = await configOf('router_settings:\n  timeout:\n  num_retries: ~\nguardrails:\n');
    expect(config).toEqual({ router_settings: {} });
  });

  it('reads an empty file as an empty configuration', async () => {
    expect((await configOf('# nothing\n')).config).toEqual({});
  });

  it('reads JSON, also when it is indented with tabs', async () => {
    const json = JSON.stringify({ router_settings: { timeout: 3 } }, null, '\t');
    expect((await configOf(json)).config).toEqual({ router_settings: { timeout: 3 } });
  });

  it('follows anchors and merge keys; own keys stand', async () => {
    const { config } = await configOf(
      [
        'model_list:',
        '  - model_name: a',
        '    litellm_params: &shared { model: openai/a, timeout: 5 }',
        '  - model_name: b',
        '    litellm_params: { <<: *shared, model: openai/b }',
      ].join('\n'),
    );
    expect(config.model_list?.[1]?.litellm_params).toEqual({ model: 'openai/b', timeout: 5 });
  });
});

describe('os.environ/', () => {
  it('stands for a variable anywhere, also in free maps and lists', async () => {
    const { config } = await configOf(
      'callback_settings: { otel: { list: [os.environ/X] } }\ngeneral_settings: { master_key: os.environ/X }',
      { X: 'sk-1' },
    );
    expect(config.callback_settings).toEqual({ otel: { list: ['sk-1'] } });
    expect(config.general_settings?.master_key).toBe('sk-1');
  });

  it('of an unset variable counts as not configured, with a warning that names variable and key', async () => {
    const { config, warnings } = await configOf('general_settings: { master_key: os.environ/NOPE }');
    expect(config.general_settings).toEqual({});
    expect(formatWarnings(warnings)).toBe(
      'warning: config.yaml:1:33: general_settings.master_key: the environment variable NOPE is not set, so this counts as not configured',
    );
  });

  it('sees environment_variables, which win over the environment', async () => {
    const env: Environment = { A: 'outside', B: 'b' };
    const { config } = await configOf(
      'general_settings: { master_key: os.environ/A }\nenvironment_variables: { A: inside, C: os.environ/B, D: 010 }',
      env,
    );
    expect(config.general_settings?.master_key).toBe('inside');
    expect(env).toEqual({ A: 'inside', B: 'b', C: 'b', D: '010' });
  });
});

describe('include', () => {
  it('joins lists, merges maps, and lets the including file win', async () => {
    const { config } = await configOf({
      'config.yaml': `include: [more/a.yaml]\nmodel_list:\n  ${ENTRY}\nrouter_settings: { timeout: 1 }`,
      'more/a.yaml': `include: b.yaml\nmodel_list:\n  ${ENTRY.replace('fast', 'slow')}\nrouter_settings: { timeout: 2, num_retries: 4 }`,
      'more/b.yaml': 'general_settings: { master_key: sk-1 }',
    });
    expect(config.model_list?.map(({ model_name }) => model_name)).toEqual(['fast', 'slow']);
    expect(config.router_settings).toEqual({ timeout: 1, num_retries: 4 });
    expect(config.general_settings).toEqual({ master_key: 'sk-1' });
  });

  it('reports a problem in the file it stands in', async () => {
    const files = { 'config.yaml': 'include: a.yaml', 'a.yaml': '\nrouter_settings: { timeout: soon }' };
    expect((await problemsOf(files))[0]).toContain('a.yaml:2:29 router_settings.timeout');
  });

  it('refuses files that include each other', async () => {
    const files = { 'config.yaml': 'include: a.yaml', 'a.yaml': 'include: config.yaml' };
    expect((await problemsOf(files))[0]).toContain(
      'a.yaml:1:10 include | files that do not include each other',
    );
  });

  it('reports a missing file at the line that names it', async () => {
    expect(await problemsOf('include:\n  - gone.yaml\n')).toEqual([
      'config.yaml:2:5 include | a file that can be read at gone.yaml | no such file',
    ]);
  });
});

describe('credential_list', () => {
  const list =
    'credential_list: [{ credential_name: c, credential_values: { api_key: sk-c, api_base: http://c } }]\n';

  it('fills what a deployment does not set itself', async () => {
    const { config } = await configOf(
      `${list}model_list: [{ model_name: a, litellm_params: { model: b, litellm_credential_name: c, api_key: sk-own } }]`,
    );
    expect(config.model_list?.[0]?.litellm_params).toMatchObject({ api_key: 'sk-own', api_base: 'http://c' });
  });

  it('warns of a name that it does not have', async () => {
    const { warnings } = await configOf(
      `${list}model_list: [{ model_name: a, litellm_params: { model: b, litellm_credential_name: d } }]`,
    );
    expect(warnings.map(({ path }) => path)).toEqual([
      'model_list[0].litellm_params.litellm_credential_name',
    ]);
  });
});

describe('accepted, not active yet', () => {
  it('names each such key in use once, and only those', async () => {
    const { notActive } = await configOf(
      [
        'general_settings: { alerting_threshold: 300, master_key: sk-1, enforce_rbac: false }',
        'litellm_settings: { cache: false, callbacks: [otel] }',
        'model_list:',
        '  - { model_name: a, litellm_params: { model: b, guardrails: [g] } }',
        '  - { model_name: b, litellm_params: { model: b, guardrails: [g] } }',
        'router_settings: { cache_responses: true, routing_strategy: least-busy, model_group_alias: { x: { model: a } } }',
        'guardrails: [{ guardrail_name: g, litellm_params: { guardrail: x, mode: pre_call } }]',
        'mcp_servers: {}',
      ].join('\n'),
    );
    expect([...notActive].sort()).toEqual([
      'general_settings.alerting_threshold',
      'guardrails',
      'litellm_settings.callbacks',
      'model_list[].litellm_params.guardrails',
      'router_settings.cache_responses',
    ]);
  });
});
