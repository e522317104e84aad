import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI, { APIError, AuthenticationError, BadRequestError, RateLimitError } from 'openai';
import { FakeProviders } from '@tollgate/testing';
import { collect } from '../product/collect.js';
import { configFor } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';

describe.each(MODES)('the openai package against the product, %s mode', (mode) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let product: Product;
  let client: OpenAI;
  let key: string;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make(mode);
    product = await Product.start(surroundings, surroundings.write('config.yaml', configFor(fakes)));
    key = (await product.manage.generateKey({ key_alias: `sdk-${mode}` })).key;
    client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: key, maxRetries: 0 });
  });
  afterEach(() => fakes.reset());
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const tool: OpenAI.ChatCompletionTool = {
    type: 'function',
    function: {
      name: 'weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  };

  describe.each(['gpt', 'claude', 'local'])('model %s', (model) => {
    it('answers, under the name the client asked for, with usage', async () => {
      const { data, response } = await client.chat.completions
        .create({
          model,
          max_completion_tokens: 100,
          messages: [
            { role: 'system', content: 'be brief' },
            { role: 'user', content: 'twelve bytes' },
          ],
        })
        .withResponse();
      expect(data.model).toBe(model);
      expect(data.object).toBe('chat.completion');
      expect(data.choices).toHaveLength(1);
      expect(data.choices[0]).toMatchObject({
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'twelve bytes' },
      });
      expect(data.usage?.completion_tokens).toBe(3);
      expect(data.usage?.total_tokens).toBe((data.usage?.prompt_tokens ?? 0) + 3);
      expect(response.headers.get('x-litellm-call-id')).toMatch(/^[\w-]{8,}$/);
    });

    it('streams: one id, one role, text whole, one finish, usage only when asked for', async () => {
      const ask = {
        model,
        max_completion_tokens: 500,
        stream: true as const,
        messages: [{ role: 'user' as const, content: 'say 30 words and 北🌍é' }],
      };
      const chunks = await collect(
        await client.chat.completions.create({ ...ask, stream_options: { include_usage: true } }),
      );
      const words = Array.from({ length: 30 }, (_, place) => `word${place + 1}`).join(' ');
      expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(words);
      expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
      expect(new Set(chunks.map((chunk) => chunk.model))).toEqual(new Set([model]));
      expect(chunks.filter((chunk) => chunk.choices[0]?.delta.role !== undefined)).toHaveLength(1);
      expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason != null)).toHaveLength(1);
      expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 50 } });
      const silent = await collect(await client.chat.completions.create(ask));
      expect(silent.some((chunk) => chunk.usage != null || chunk.choices.length === 0)).toBe(false);
    });

    it('calls tools in parallel, whole and streamed, and takes their results', async () => {
      const user = {
        role: 'user' as const,
        content: 'use tool weather with {"city":"Oslo"} use tool weather with {"city":"北🌍é"}',
      };
      const ask = { model, max_completion_tokens: 500, messages: [user], tools: [tool] };
      const whole = await client.chat.completions.create(ask);
      const streamed = await client.chat.completions.stream(ask).finalChatCompletion();
      for (const reply of [whole, streamed]) {
        expect(reply.choices[0]?.finish_reason).toBe('tool_calls');
        const args = reply.choices[0]?.message.tool_calls?.map(
          (call) => call.type === 'function' && (JSON.parse(call.function.arguments) as object),
        );
        expect(args).toEqual([{ city: 'Oslo' }, { city: '北🌍é' }]);
      }
      const calls = whole.choices[0]?.message.tool_calls ?? [];
      const next = await client.chat.completions.create({
        ...ask,
        messages: [
          user,
          { role: 'assistant', content: null, tool_calls: calls },
          ...calls.map((call, place) => ({
            role: 'tool' as const,
            tool_call_id: call.id,
            content: `result ${place}`,
          })),
        ],
      });
      expect(next.choices[0]?.message.content).toBe('Tool results: result 0; result 1');
    });

    it('sees images and stops where it is told', async () => {
      const reply = await client.chat.completions.create({
        model,
        max_completion_tokens: 100,
        stop: [' three'],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
              { type: 'text', text: 'one two three' },
            ],
          },
        ],
      });
      expect(reply.choices[0]).toMatchObject({
        finish_reason: 'stop',
        message: { content: 'I see 1 image. one two' },
      });
    });

    it('passes characters whole, however the network cuts them', async () => {
      const provider = { gpt: 'openai', claude: 'anthropic', local: 'compatible' }[model] ?? '';
      const text = '北🌍é'.repeat(20);
      for (const streamed of [true, false]) {
        fakes.queue({ provider }, { answer: { text }, faults: [{ kind: 'split', every: 1 }] });
        const ask = {
          model,
          max_completion_tokens: 500,
          messages: [{ role: 'user' as const, content: 'x' }],
        };
        const content = streamed
          ? (await client.chat.completions.stream(ask).finalChatCompletion()).choices[0]?.message.content
          : (await client.chat.completions.create(ask)).choices[0]?.message.content;
        expect(content).toBe(text);
      }
    });

    it('says so when the upstream breaks off in the middle: an error, no end that looks clean', async () => {
      const provider = { gpt: 'openai', claude: 'anthropic', local: 'compatible' }[model] ?? '';
      for (const fault of [
        { kind: 'cut' as const, afterEvents: 5, how: 'reset' as const },
        { kind: 'cut' as const, afterEvents: 5, how: 'end' as const },
        { kind: 'error-event' as const, afterEvents: 5, status: 500, message: 'boom' },
      ]) {
        fakes.queue({ provider }, { faults: [fault] });
        const raw = await fetch(`${product.url}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            model,
            stream: true,
            max_tokens: 100,
            messages: [{ role: 'user', content: 'say 30 words' }],
          }),
        });
        const text = await raw.text();
        expect(text).toContain('word1');
        expect(text).toMatch(/data: \{"error":\{"message":/);
        expect(text).not.toContain('[DONE]');
        expect(text).not.toMatch(/"finish_reason":"/);
        expect(text).not.toContain('127.0.0.1');
      }
    });
  });

  it('maps upstream refusals to the SDK’s error classes, and hands on retry-after', async () => {
    const fault = { kind: 'status' as const, status: 429, headers: { 'retry-after': '34' } };
    fakes.queue({ provider: 'compatible' }, { faults: [fault] });
    const limited = await client.chat.completions
      .create({ model: 'local', messages: [{ role: 'user', content: 'x' }] })
      .catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(RateLimitError);
    expect((limited as RateLimitError).headers?.get('retry-after')).toBe('34');
    const bad = client.chat.completions.create({ model: 'nope', messages: [{ role: 'user', content: 'x' }] });
    await expect(bad).rejects.toBeInstanceOf(BadRequestError);
    const stranger = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'sk-unknown-0000', maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError);
  });

  it('answers an upstream failure before the first byte with its status, also when streaming', async () => {
    fakes.queue(
      { provider: 'anthropic' },
      { faults: [{ kind: 'error-event', afterEvents: 0, status: 529 }] },
    );
    const failed = await client.chat.completions
      .create({ model: 'claude', stream: true, max_tokens: 10, messages: [{ role: 'user', content: 'x' }] })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(APIError);
    expect((failed as APIError).status).toBeGreaterThanOrEqual(429);
  });

  it('closes the upstream within two seconds when the client leaves, and books the call as cancelled', async () => {
    fakes.queue({ provider: 'openai' }, { faults: [{ kind: 'drip', ms: 100 }] });
    const stream = await client.chat.completions.create({
      model: 'gpt',
      stream: true,
      messages: [{ role: 'user', content: 'say 200 words' }],
    });
    let seen = 0;
    for await (const _ of stream) if (++seen === 5) break;
    const leftAt = Date.now();
    const call = await fakes.calls.waitFor((one) => one.ending === 'client-left');
    expect(Date.now() - leftAt).toBeLessThan(2_000);
    expect(call.eventsSent).toBeLessThan(50);
    await eventually(async () => {
      const rows = await product.manage.spendRows(key);
      const row = rows.findLast((one) => one.status === 'cancelled');
      expect(row?.spend).toBeGreaterThan(0);
      expect(row?.completion_tokens).toBeGreaterThan(0);
    });
    await sleep(100);
    expect(fakes.calls.list({ provider: 'openai' })).toHaveLength(1);
  });

  it('asks upstream for usage to bill by, and books the stream as the upstream counted it', async () => {
    fakes.queue(
      { provider: 'openai' },
      { answer: { text: 'counted', usage: { inputTokens: 1_000, outputTokens: 50 } } },
    );
    const before = (await product.manage.spendRows(key)).length;
    await collect(
      await client.chat.completions.create({
        model: 'gpt',
        stream: true,
        messages: [{ role: 'user', content: 'x' }],
      }),
    );
    expect(fakes.calls.last().body).toMatchObject({ stream_options: { include_usage: true } });
    await eventually(async () => {
      const rows = await product.manage.spendRows(key);
      expect(rows).toHaveLength(before + 1);
      // 1,000 × $0.15 and 50 × $0.60 per million.
      expect(rows.at(-1)).toMatchObject({ prompt_tokens: 1_000, completion_tokens: 50, spend: 0.00018 });
    });
  });
});
