import { describe, expect, it } from '@jest/globals';
import { readModelEntry, readStoredConfig } from './read-stored-config.js';

describe('readModelEntry', () => {
  it('reads an entry as a configuration file would', () => {
    const read = readModelEntry(
      {
        model_name: 'gpt',
        litellm_params: { model: 'openai/gpt-4o', rpm: '60', api_version: 2024, gateway_extra: [1] },
        model_info: { access_groups: 'beta', note: 'x' },
      },
      {},
    );
    expect(read).toMatchObject({
      ok: true,
      entry: {
        litellm_params: { model: 'openai/gpt-4o', rpm: 60, api_version: '2024', gateway_extra: [1] },
        model_info: { access_groups: ['beta'], note: 'x' },
      },
    });
  });

  it('looks up environment variables, and warns of one that is not set', () => {
    const params = { model: 'openai/x', api_key: 'os.environ/KEY', api_base: 'os.environ/NONE' };
    const read = readModelEntry({ model_name: 'x', litellm_params: params }, { KEY: 'sk-from-env' });
    if (!read.ok) throw new Error('expected an entry');
    expect(read.entry.litellm_params).toEqual({ model: 'openai/x', api_key: 'sk-from-env' });
    expect(read.warnings).toEqual([
      { path: 'litellm_params.api_base', message: expect.stringContaining('NONE is not set') },
    ]);
  });

  it.each([
    [{ model_name: 'x' }, 'litellm_params'],
    [{ model_name: 'x', litellm_params: {} }, 'litellm_params.model'],
    [{ model_name: 'x', litellm_params: { model: 'a/b', rpm: -1 } }, 'litellm_params.rpm'],
    [{ model_name: '', litellm_params: { model: 'a/b' } }, 'model_name'],
    [{ model_name: 'x', litellm_params: { model: 'a/b' }, model_info: { mode: 'chatt' } }, 'model_info.mode'],
  ])('names the member at fault: %j', (entry, path) => {
    expect(readModelEntry(entry, {})).toMatchObject({ ok: false, faults: [{ path }] });
  });

  it('never repeats a secret in what it says', () => {
    const params = { model: 'openai/x', api_key: { nested: 'sk-hidden' } };
    expect(JSON.stringify(readModelEntry({ model_name: 'x', litellm_params: params }, {}))).not.toContain(
      'sk-',
    );
  });
});

describe('readStoredConfig', () => {
  it('reads sections by the schema of the file, and leaves the environment as it was', () => {
    const env = {};
    const read = readStoredConfig(
      {
        environment_variables: { OPENAI_API_KEY: 'sk-1' },
        router_settings: { fallbacks: [{ smart: ['fast'] }], num_retries: 3, rooting_strategy: 'x' },
        general_settings: { alerting_threshold: 300 },
      },
      env,
    );
    if (!read.ok) throw new Error('expected sections');
    expect(read.config.router_settings).toEqual({
      fallbacks: [{ name: 'smart', value: ['fast'] }],
      num_retries: 3,
    });
    expect(read.warnings).toEqual([
      { path: 'router_settings.rooting_strategy', message: expect.stringContaining('routing_strategy') },
    ]);
    expect(read.notActive).toEqual(['general_settings.alerting_threshold']);
    expect(env).toEqual({});
  });

  it('names every wrong value', () => {
    const read = readStoredConfig({ router_settings: { num_retries: 'many', cooldown_time: -1 } }, {});
    expect(read).toMatchObject({
      ok: false,
      faults: [{ path: 'router_settings.num_retries' }, { path: 'router_settings.cooldown_time' }],
    });
  });
});
