import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { callOf, ConfigurationError, RateLimitError, Router, type RouterModel } from '../index.js';

const HELLO = [{ role: 'user' as const, content: 'Say hello' }];

describe('Router', () => {
  let fakes: FakeProviders;
  let router: Router;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
  });
  beforeEach(() => {
    router = new Router({
      model_list: [upstream('eu'), upstream('us'), claude()],
      num_retries: 2,
      fallbacks: [{ gpt: ['claude'] }],
      model_group_alias: { default: 'gpt', hidden: { model: 'gpt', hidden: true } },
    });
  });
  afterEach(async () => {
    fakes.reset();
    await router.close();
  });
  afterAll(() => fakes.close());

  function upstream(place: string): RouterModel {
    return {
      model_name: 'gpt',
      litellm_params: { model: 'openai/gpt-4o', api_key: 'sk-k', api_base: fakes.baseUrl('openai', place) },
      model_info: { id: place },
    };
  }

  function claude(): RouterModel {
    return {
      model_name: 'claude',
      litellm_params: {
        model: 'anthropic/claude-sonnet-4-5',
        api_key: 'sk-ant-k',
        api_base: fakes.baseUrl('anthropic'),
      },
    };
  }

  it('spreads the calls of a name over its deployments', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => router.completion({ model: 'gpt', messages: HELLO })),
    );
    const used = new Set(answers.map((answer) => callOf(answer)?.deploymentId));
    expect(used).toEqual(new Set(['eu', 'us']));
    expect(answers[0]?.model).toBe('gpt');
  });

  it('takes the other deployment when one fails, and leaves the failed one alone for a while', async () => {
    fakes.always({ provider: 'openai', account: 'eu' }, { faults: [{ kind: 'status', status: 401 }] });
    for (let call = 0; call < 10; call++) await router.completion({ model: 'gpt', messages: HELLO });
    const refused = fakes.calls.list().filter(({ status }) => status === 401);
    expect(refused.length).toBeLessThan(3);
  });

  it('falls back to another name when the whole group fails', async () => {
    fakes.always({ provider: 'openai' }, { faults: [{ kind: 'status', status: 500 }] });
    const answer = await router.completion({ model: 'default', max_tokens: 20, messages: HELLO });
    expect(callOf(answer)).toMatchObject({ provider: 'anthropic', fallbacks: 1 });
  });

  it('streams', async () => {
    let text = '';
    for await (const chunk of await router.completion({ model: 'gpt', messages: HELLO, stream: true }))
      text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe('Say hello');
  });

  it('says with the provider’s error why nothing answered', async () => {
    const alone = new Router({ model_list: [upstream('eu')], num_retries: 0 });
    fakes.always({}, { faults: [{ kind: 'status', status: 429, headers: { 'retry-after': '9' } }] });
    await expect(alone.completion({ model: 'gpt', messages: HELLO })).rejects.toThrow(RateLimitError);
    await alone.close();
  });

  it('lists the names that can be asked for', () => {
    expect(router.modelNames()).toEqual(['gpt', 'claude', 'default']);
  });

  it('refuses options that it does not understand, naming their place', () => {
    const make = () =>
      new Router({ model_list: [upstream('eu')], num_retries: -1, routing_strategy: 'simple-shuffle' });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(/router_settings\.num_retries/);
  });

  it('notes entries that cannot be served and settings that nobody knows', () => {
    const odd = new Router({
      model_list: [{ model_name: 'x', litellm_params: { model: 'nobodys-model' } }],
      numretries: 3,
    });
    expect(odd.notes.join('\n')).toMatch(/nobodys-model/);
    expect(odd.notes.join('\n')).toMatch(/numretries/);
  });
});
