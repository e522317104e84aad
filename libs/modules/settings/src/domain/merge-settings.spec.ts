import { describe, expect, it } from '@jest/globals';
import { mergeSettings } from './merge-settings.js';
import { valuesOf } from './stored-setting.js';

const stored = (...settings: [section: string, name: string, value: unknown][]) =>
  valuesOf(
    settings.map(([section, name, value]) => ({
      section,
      name,
      value,
      updatedAt: new Date(0),
      updatedBy: null,
    })),
  );

describe('mergeSettings', () => {
  const file = { router_settings: { num_retries: 1, timeout: 30 }, general_settings: { master_key: 'sk-m' } };

  it('lays what was stored over the file, setting by setting', () => {
    const { config, faults } = mergeSettings(
      file,
      stored(['router_settings', 'num_retries', 4], ['litellm_settings', 'drop_params', true]),
      {},
    );
    expect(config).toMatchObject({
      router_settings: { num_retries: 4, timeout: 30 },
      litellm_settings: { drop_params: true },
      general_settings: { master_key: 'sk-m' },
    });
    expect(faults).toEqual([]);
  });

  it('leaves out a stored value that no longer fits, tells of it, and keeps the others', () => {
    const { config, faults } = mergeSettings(
      file,
      stored(['router_settings', 'num_retries', 'many'], ['router_settings', 'cooldown_time', 9]),
      {},
    );
    expect(config.router_settings).toEqual({ num_retries: 1, timeout: 30, cooldown_time: 9 });
    expect(faults).toMatchObject([{ path: 'router_settings.num_retries' }]);
  });

  it('looks up environment variables in stored values', () => {
    const { config } = mergeSettings(
      file,
      stored(['general_settings', 'alert_to_webhook_url', { budget_alerts: 'os.environ/HOOK' }]),
      { HOOK: 'https://hooks.example/1' },
    );
    expect(JSON.stringify(config.general_settings)).toContain('https://hooks.example/1');
  });
});
