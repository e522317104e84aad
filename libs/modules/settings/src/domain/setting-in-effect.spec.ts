import { describe, expect, it } from '@jest/globals';
import { type Settings, SettingsInForce } from '../live/settings-in-force.js';
import { settingInEffect } from './setting-in-effect.js';

const settings = (changes: Partial<Settings> = {}): Settings => ({
  ...new SettingsInForce(
    {
      router_settings: { num_retries: 3, fallbacks: [{ name: 'smart', value: ['fast'] }] },
      litellm_settings: { request_timeout: 30 },
    },
    {},
  ).current,
  ...changes,
});
const stored = {
  router_settings: { num_retries: 5 },
  litellm_settings: {},
  general_settings: {},
  environment_variables: {},
};

describe('settingInEffect', () => {
  it('is what the database says, and knows what the file would say', () => {
    expect(settingInEffect(settings({ stored }), 'router_settings', 'num_retries')).toEqual({
      value: 5,
      source: 'database',
      sourceName: null,
      fileValue: 3,
    });
  });

  it('is what the file says, written as in the file', () => {
    expect(settingInEffect(settings(), 'router_settings', 'fallbacks')).toMatchObject({
      value: [{ smart: ['fast'] }],
      source: 'file',
    });
  });

  it('is what litellm_settings say where the router has nothing of its own', () => {
    expect(settingInEffect(settings(), 'router_settings', 'timeout')).toMatchObject({
      value: 30,
      source: 'file',
      sourceName: 'litellm_settings.request_timeout',
    });
  });

  it('is the environment variable, else the default', () => {
    const env = { DEFAULT_COOLDOWN_TIME_SECONDS: '9' };
    expect(settingInEffect(settings({ env }), 'router_settings', 'cooldown_time')).toMatchObject({
      value: '9',
      source: 'environment',
      sourceName: 'DEFAULT_COOLDOWN_TIME_SECONDS',
    });
    expect(settingInEffect(settings(), 'router_settings', 'cooldown_time')).toMatchObject({
      value: null,
      source: 'default',
    });
  });
});
