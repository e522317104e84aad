import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { withVariables } from '../testing/variables.js';
import {
  APIConnectionError,
  AuthenticationError,
  BadRequestError,
  callOf,
  type CallRecord,
  completion,
  completionCost,
  ContextWindowExceededError,
  onCall,
  RateLimitError,
  TimeoutError,
  TollgateError,
  UnsupportedParamsError,
} from '../index.js';

const HELLO = [{ role: 'user' as const, content: 'Say hello' }];

/** The model of each family, and how it is reached. */
const FAMILIES: Record<string, (base: FakeProviders['baseUrl']) => Record<string, unknown>> = {
  'openai/gpt-4o-mini': (base) => ({ api_base: base('openai'), api_key: 'sk-k' }),
  'azure/prod-7': (base) => ({ api_base: base('azure'), api_key: 'k', api_version: '2024-10-21' }),
  'anthropic/claude-sonnet-4-5': (base) => ({ api_base: base('anthropic'), api_key: 'sk-ant-k' }),
  'gemini/gemini-2.5-flash': (base) => ({ api_base: base('gemini'), api_key: 'AIzaK' }),
  'bedrock/eu.anthropic.claude-sonnet-4-20250514-v1:0': (base) => ({
    aws_bedrock_runtime_endpoint: base('bedrock'),
    aws_region_name: 'eu-west-1',
    aws_access_key_id: 'AKIDEXAMPLE',
    aws_secret_access_key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  }),
  'mistral/mistral-small-latest': (base) => ({ api_base: base('mistral'), api_key: 'k' }),
  'cohere/command-r7b-12-2024': (base) => ({ api_base: base('cohere'), api_key: 'k' }),
  'ollama/qwen3:8b': (base) => ({ api_base: base('ollama') }),
};

describe('completion', () => {
  let fakes: FakeProviders;
  let records: CallRecord[] = [];
  const stop = onCall((record) => records.push(record));

  beforeAll(async () => {
    fakes = await FakeProviders.start();
  });
  afterEach(() => {
    fakes.reset();
    records = [];
  });
  afterAll(async () => {
    stop();
    await fakes.close();
  });

  const openai = () => ({ model: 'openai/gpt-4o-mini', api_key: 'sk-k', api_base: fakes.baseUrl('openai') });
  const on = (model: string) => FAMILIES[model]?.((name, id) => fakes.baseUrl(name, id)) ?? {};

  it.each(Object.keys(FAMILIES))('%s answers whole, in chunks, and with calls of tools', async (model) => {
    const whole = await completion({ model, ...on(model), max_tokens: 50, messages: HELLO });
    expect(whole).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: 'Say hello' } }],
    });
    const stream = await completion({ model, ...on(model), max_tokens: 50, messages: HELLO, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe('Say hello');
    expect(stream.record).toMatchObject({ status: 'success', stream: true, model });
    const called = await completion({
      model,
      ...on(model),
      max_tokens: 50,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
          },
        },
      ],
      messages: [{ role: 'user', content: 'use tool weather with {"city":"北"}' }],
    });
    const [call] = called.choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: 'weather', arguments: '{"city":"北"}' } });
  });

  it('takes keys and addresses from the environment, as it is at the time of the call', async () => {
    await withVariables({ OPENAI_BASE_URL: fakes.baseUrl('openai'), OPENAI_API_KEY: 'sk-first' }, () =>
      completion({ model: 'gpt-4o-mini', messages: HELLO }),
    );
    await withVariables({ OPENAI_BASE_URL: fakes.baseUrl('openai'), OPENAI_API_KEY: 'sk-second' }, () =>
      completion({ model: 'gpt-4o-mini', messages: HELLO }),
    );
    expect(fakes.calls.list().map((call) => call.headers['authorization'])).toEqual([
      'Bearer sk-first',
      'Bearer sk-second',
    ]);
  });

  it('sends the provider nothing of what is meant for the SDK', async () => {
    await completion({
      ...openai(),
      messages: HELLO,
      metadata: { feature: 'search' },
      timeout: 9,
      num_retries: 0,
      drop_params: true,
      temperature: 0.5,
    });
    expect(fakes.calls.last().body).toEqual({ model: 'gpt-4o-mini', messages: HELLO, temperature: 0.5 });
  });

  it('tells of every call once, with its cost, its usage and the metadata it was given', async () => {
    fakes.always({}, { answer: { text: 'x', usage: { inputTokens: 1000, outputTokens: 100 } } });
    const metadata = { feature: 'search', tags: ['beta'], nested: { any: [1, null] } };
    const answer = await completion({
      ...openai(),
      messages: HELLO,
      metadata,
      user: 'ann',
      input_cost_per_token: 0.000003,
      output_cost_per_token: 0.000015,
    });
    // 1000 × 3 + 100 × 15 USD a million.
    expect(records).toEqual([
      expect.objectContaining({
        status: 'success',
        provider: 'openai',
        model: 'openai/gpt-4o-mini',
        sentModel: 'gpt-4o-mini',
        cost: 0.0045,
        user: 'ann',
        tags: ['beta'],
        metadata,
      }),
    ]);
    expect(records[0]?.usage).toMatchObject({ inputTokens: 1000, outputTokens: 100 });
    expect(callOf(answer)).toBe(records[0]);
    expect(completionCost({ completion: answer })).toBe(0.0045);
  });

  it('tries again what may pass, and falls back to another model when it does not', async () => {
    fakes.queue({ provider: 'openai' }, { faults: [{ kind: 'status', status: 500 }] });
    await completion({ ...openai(), messages: HELLO });
    expect(records[0]).toMatchObject({ retries: 1, fallbacks: 0 });
    fakes.always({ provider: 'openai' }, { faults: [{ kind: 'status', status: 500 }] });
    const variables = { ANTHROPIC_API_KEY: 'sk-ant-k', ANTHROPIC_BASE_URL: fakes.baseUrl('anthropic') };
    const fallbacks = ['anthropic/claude-sonnet-4-5'];
    await withVariables(variables, () =>
      completion({ ...openai(), messages: HELLO, max_tokens: 20, num_retries: 0, fallbacks }),
    );
    expect(records[1]).toMatchObject({ provider: 'anthropic', fallbacks: 1 });
  });

  it('sends the next call whatever became of the one before', async () => {
    fakes.queue({}, { faults: [{ kind: 'status', status: 401 }] });
    await expect(completion({ ...openai(), messages: HELLO })).rejects.toThrow(AuthenticationError);
    await expect(completion({ ...openai(), messages: HELLO })).resolves.toMatchObject({
      choices: [{ finish_reason: 'stop' }],
    });
  });

  describe('failures', () => {
    const TOO_LONG = JSON.stringify({
      error: { message: "This model's maximum context length is 8 tokens.", code: 'context_length_exceeded' },
    });
    it.each<[string, number, string | null, typeof TollgateError]>([
      ['a wrong key', 401, null, AuthenticationError],
      ['too many requests', 429, null, RateLimitError],
      ['a prompt that is too long', 400, TOO_LONG, ContextWindowExceededError],
    ])('are typed: %s', async (_name, status, body, type) => {
      fakes.always({}, { faults: [{ kind: 'status', status, ...(body === null ? {} : { body }) }] });
      const failed = completion({ ...openai(), messages: HELLO, num_retries: 0 });
      await expect(failed).rejects.toThrow(type);
      await expect(failed).rejects.toMatchObject({ status, provider: 'openai', model: 'openai/gpt-4o-mini' });
    });

    it('tell how long to wait', async () => {
      fakes.always({}, { faults: [{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }] });
      const failed = completion({ ...openai(), messages: HELLO, num_retries: 0 });
      await expect(failed).rejects.toMatchObject({ retryAfter: 7 });
    });

    it('name the parameter to correct, before anything is sent', async () => {
      const model = 'anthropic/claude-sonnet-4-5';
      const unsupported = completion({ model, ...on(model), messages: HELLO, logit_bias: { '1': 5 } });
      await expect(unsupported).rejects.toThrow(UnsupportedParamsError);
      await expect(unsupported).rejects.toMatchObject({ param: 'logit_bias', status: 400 });
      await expect(completion({ ...openai(), messages: [] })).rejects.toMatchObject({ param: 'messages' });
      expect(fakes.calls.list()).toEqual([]);
    });

    it('say which variable is missing, and whose model is not known', async () => {
      await withVariables({ GROQ_API_KEY: undefined }, async () => {
        const keyless = completion({ model: 'groq/llama-3.3-70b-versatile', messages: HELLO });
        await expect(keyless).rejects.toThrow(AuthenticationError);
        await expect(keyless).rejects.toThrow(/GROQ_API_KEY/);
      });
      await expect(completion({ model: 'nobodys-model', messages: HELLO })).rejects.toThrow(BadRequestError);
    });

    it('are those of the way there: nobody listens, nobody answers', async () => {
      const away = { ...openai(), messages: HELLO, num_retries: 0 };
      const unreachable = completion({ ...away, api_base: 'http://127.0.0.1:9' });
      await expect(unreachable).rejects.toThrow(APIConnectionError);
      fakes.always({}, { faults: [{ kind: 'hang' }] });
      await expect(completion({ ...away, timeout: 0.05 })).rejects.toThrow(TimeoutError);
    });

    it('of a stream that breaks off come after its chunks', async () => {
      fakes.always(
        {},
        { answer: { text: 'one two three four' }, faults: [{ kind: 'cut', afterEvents: 3, how: 'reset' }] },
      );
      const stream = await completion({ ...openai(), messages: HELLO, stream: true, num_retries: 0 });
      let text = '';
      const reading = (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      })();
      await expect(reading).rejects.toThrow(TollgateError);
      expect(text).not.toBe('');
      expect(stream.record).toMatchObject({ status: 'failure' });
    });
  });

  describe('giving up', () => {
    it('by a signal closes the connection and throws its reason', async () => {
      fakes.always({}, { faults: [{ kind: 'hang' }] });
      const controller = new AbortController();
      const call = completion({ ...openai(), messages: HELLO }, { signal: controller.signal });
      await fakes.calls.waitFor(() => true);
      controller.abort(new Error('enough'));
      await expect(call).rejects.toThrow('enough');
      await fakes.calls.waitFor(({ ending }) => ending === 'client-left');
      expect(records[0]).toMatchObject({ status: 'cancelled' });
    });

    it('by leaving the loop of a stream closes the connection', async () => {
      fakes.always({}, { answer: { text: 'a b c d e f' }, faults: [{ kind: 'hang', afterEvents: 3 }] });
      for await (const chunk of await completion({ ...openai(), messages: HELLO, stream: true }))
        if (chunk.choices[0]?.delta.content) break;
      await fakes.calls.waitFor(({ ending }) => ending === 'client-left');
    });

    it('before the call sends nothing', async () => {
      const signal = AbortSignal.abort(new Error('never'));
      await expect(completion({ ...openai(), messages: HELLO }, { signal })).rejects.toThrow('never');
      expect(fakes.calls.list()).toEqual([]);
    });
  });
});
