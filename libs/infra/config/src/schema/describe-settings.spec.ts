import { describe, expect, it } from '@jest/globals';
import { describeSettings, type SettingsSection } from './describe-settings.js';

const described = (section: SettingsSection, name: string) =>
  describeSettings(section).find((setting) => setting.name === name);

describe('describeSettings', () => {
  it('tells what each setting is made of, so that a form can ask for it', () => {
    expect(described('router_settings', 'num_retries')).toMatchObject({ form: 'whole number', words: null });
    expect(described('router_settings', 'timeout')).toMatchObject({ form: 'number' });
    expect(described('router_settings', 'fallbacks')).toMatchObject({ form: 'list' });
    expect(described('router_settings', 'retry_policy')).toMatchObject({ form: 'map' });
    expect(described('router_settings', 'debug_level')).toMatchObject({
      form: 'choice',
      words: ['DEBUG', 'INFO'],
    });
    expect(described('general_settings', 'background_health_checks')).toMatchObject({ form: 'flag' });
    expect(described('litellm_settings', 'timezone')).toMatchObject({ form: 'text', default: 'UTC' });
  });
});
