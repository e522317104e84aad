import { describe, expect, it } from '@jest/globals';
import { type CheckOutcome, checkConfig } from './check-config.js';

function check(text: string, { workers = 1, notes = [] as string[] } = {}): Promise<CheckOutcome> {
  return checkConfig({
    options: { configPath: 'config.yaml', workers },
    env: {},
    readFile: async () => text,
    inspect: () => notes,
  });
}

describe('tollgate check', () => {
  it('exits with 0 and counts what a valid file offers', async () => {
    const entry = '{ model_name: a, litellm_params: { model: openai/b } }';
    expect(await check(`model_list: [${entry}, ${entry}]`)).toEqual({
      text: 'config.yaml is valid: 1 model, 2 deployments.',
      exitCode: 0,
    });
  });

  it('shows warnings, accepted keys and remarks before the verdict', async () => {
    const outcome = await check('litellm_settings: { cache: true }\nmodel_lst: []', { notes: ['a remark'] });
    expect(outcome.exitCode).toBe(0);
    expect(outcome.text.split('\n')).toEqual([
      'warning: config.yaml:2:1: model_lst: unknown key, it has no effect; did you mean model_list?',
      'accepted, not active yet: litellm_settings.cache',
      'note: a remark',
      'config.yaml is valid: 0 models, 0 deployments.',
    ]);
  });

  it('exits with 2 and shows the problems of a bad file', async () => {
    const outcome = await check('router_settings: 7');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.text).toContain(
      'config.yaml:1:18  router_settings\n    expected a map of settings\n    found    the number 7',
    );
  });

  it('exits with 2 when several processes have no Redis to share', async () => {
    expect(await check('{}', { workers: 2 })).toMatchObject({ exitCode: 2 });
  });
});
