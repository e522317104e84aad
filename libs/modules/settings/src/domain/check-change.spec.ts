import { describe, expect, it } from '@jest/globals';
import { faultOfChange } from './check-change.js';

describe('faultOfChange', () => {
  it.each([
    ['router_settings', 'num_retries', 5],
    ['router_settings', 'fallbacks', [{ smart: ['fast'] }]],
    ['router_settings', 'num_retries', null],
    ['litellm_settings', 'drop_params', true],
    ['environment_variables', 'OPENAI_API_KEY', 'sk-x'],
  ] as const)('lets %s.%s = %j pass', (section, name, value) => {
    expect(faultOfChange({ section, name, value }, {})).toBeNull();
  });

  it('names a setting that does not exist, and the one that was probably meant', () => {
    expect(faultOfChange({ section: 'router_settings', name: 'num_retry', value: 1 }, {})).toMatchObject({
      class: 'BadRequestError',
      param: 'router_settings.num_retry',
      message: expect.stringContaining('num_retries'),
    });
  });

  it('names the place of a value that does not fit', () => {
    const change = { section: 'router_settings', name: 'fallbacks', value: [{ a: 'b', c: 'd' }] } as const;
    expect(faultOfChange(change, {})).toMatchObject({
      param: expect.stringContaining('router_settings.fallbacks[0]'),
    });
  });

  it.each([
    ['general_settings', 'master_key', 'sk-other'],
    ['general_settings', 'database_url', 'postgres://x/y'],
    ['router_settings', 'redis_host', 'cache.internal'],
    ['environment_variables', 'DATABASE_URL', 'postgres://x/y'],
    ['environment_variables', 'NODE_OPTIONS', '--require=x'],
    ['environment_variables', 'LITELLM_SALT_KEY', 'x'],
  ] as const)(
    'refuses %s.%s, which is read at start only, and does not repeat the value',
    (section, name, value) => {
      const fault = faultOfChange({ section, name, value }, {});
      expect(fault?.message).toContain('restart');
      expect(fault?.message).not.toContain(value);
    },
  );

  it.each([
    ['1BAD', 'x'],
    ['WITH SPACE', 'x'],
    ['NUMBER', 3],
    ['LONG', 'x'.repeat(16_385)],
  ])('refuses the environment variable %s', (name, value) => {
    expect(faultOfChange({ section: 'environment_variables', name, value }, {})).toMatchObject({
      param: `environment_variables.${name}`,
    });
  });
});
