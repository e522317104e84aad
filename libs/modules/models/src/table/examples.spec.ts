import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { checkConfig, loadConfig } from '@tollgate/config';
import { buildRoutingTable } from './build-routing-table.js';

const EXAMPLES = fileURLToPath(new URL('../../../../../examples/', import.meta.url));
const KEYS = {
  OPENAI_API_KEY: 'sk-example-1',
  OPENAI_API_KEY_2: 'sk-example-2',
  ANTHROPIC_API_KEY: 'sk-ant-example',
  LITELLM_MASTER_KEY: 'sk-example-master',
};

describe('every example', () => {
  it('passes tollgate check without a warning, an accepted key or a remark', async () => {
    const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const outcome = await checkConfig({
        options: { configPath: `${EXAMPLES}${file}`, workers: 1 },
        env: { ...KEYS },
        inspect: (config, env) => buildRoutingTable(config, env).notes,
      });
      expect(outcome).toEqual({ exitCode: 0, text: expect.stringMatching(/^\S+ is valid: [^\n]*$/) });
    }
  });
});

describe('the quickstart', () => {
  async function quickstart(env: Record<string, string>) {
    const loaded = await loadConfig({ path: `${EXAMPLES}quickstart.yaml`, env });
    if (!loaded.ok) throw new Error('the quickstart is not valid');
    return buildRoutingTable(loaded.config, env).table;
  }

  it('answers demo itself, at a price, without any account', async () => {
    const table = await quickstart({});
    expect([...table.groups.keys()]).toEqual(['demo']);
    expect(table.wildcards).toEqual([]);
    const [demo] = table.groups.get('demo') ?? [];
    expect(demo).toMatchObject({
      id: 'demo',
      prices: { source: 'config', base: { input: 150_000_000_000n } },
    });
    expect(demo?.mockResponse).toMatch(/^Hello from Tollgate!/);
  });

  it('offers the providers whose keys are in the environment, by prefix and by bare name', async () => {
    const table = await quickstart({ OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-2' });
    const patterns = table.wildcards.map(({ pattern }) => pattern);
    expect(patterns).toEqual(expect.arrayContaining(['openai/*', 'gpt-*', 'anthropic/*', 'claude-*']));
    expect(patterns.some((pattern) => pattern.startsWith('mistral'))).toBe(false);
  });
});
