import Anthropic from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../product/eventually.js';
import { NINE_MODELS } from '../product/nine-models.js';
import { type NineModelsProduct, startNineModels } from '../product/nine-models-product.js';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const TOOLS: Anthropic.Tool[] = [
  {
    name: 'weather',
    description: 'Weather of a city, now.',
    input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
  { name: 'clock', input_schema: { type: 'object', properties: {} } },
];

/** Asks for two calls at once, of an image. */
const QUESTION: Anthropic.MessageParam = {
  role: 'user',
  content: [
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
    { type: 'text', text: 'use tool weather with {"city":"北🌍é"} use tool clock with {}' },
  ],
};

describe('the SDK of Anthropic in front of nine models of every family', () => {
  let nine: NineModelsProduct;
  let client: Anthropic;

  beforeAll(async () => {
    nine = await startNineModels();
    client = new Anthropic({ baseURL: nine.product.url, apiKey: nine.key, maxRetries: 0 });
  });
  afterEach(() => nine.fakes.reset());
  afterAll(() => nine.close());

  const ask = async (model: string, streamed: boolean, messages: Anthropic.MessageParam[]) => {
    const body = { model, max_tokens: 400, system: 'Answer by the tools.', messages, tools: TOOLS };
    return streamed ? client.messages.stream(body).finalMessage() : client.messages.create(body);
  };

  describe.each([false, true])('streamed: %s', (streamed) => {
    it.each(NINE_MODELS)(
      '%s calls both tools, takes their results and remembers the image',
      async (model) => {
        const first = await ask(model, streamed, [QUESTION]);
        expect(first).toMatchObject({ type: 'message', role: 'assistant', model, stop_reason: 'tool_use' });
        const calls = first.content.filter((block) => block.type === 'tool_use');
        expect(calls.map(({ name, input }) => [name, input])).toEqual([
          ['weather', { city: '北🌍é' }],
          ['clock', {}],
        ]);
        const results: Anthropic.MessageParam = {
          role: 'user',
          content: calls.map(({ id, name }) => ({
            type: 'tool_result',
            tool_use_id: id,
            content: `${name} says 北`,
          })),
        };
        const kept: Anthropic.MessageParam = { role: 'assistant', content: calls };
        const second = await ask(model, streamed, [QUESTION, kept, results]);
        expect(second).toMatchObject({
          stop_reason: 'end_turn',
          content: [{ type: 'text', text: 'Tool results: weather says 北; clock says 北' }],
        });
        const third = await ask(model, streamed, [
          ...[QUESTION, kept, results],
          { role: 'assistant', content: second.content },
          { role: 'user', content: 'And in one word?' },
        ]);
        expect(third.content).toMatchObject([{ type: 'text', text: 'I see 1 image. And in one word?' }]);
        for (const { usage } of [first, second, third]) {
          expect(usage.input_tokens).toBeGreaterThan(0);
          expect(usage.output_tokens).toBeGreaterThan(0);
        }
      },
    );
  });

  it('throws the typed errors of the SDK, with the id of the request', async () => {
    const wrong = await client.messages
      .create({ model: 'nobody', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] })
      .catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(Anthropic.APIError);
    expect((wrong as InstanceType<typeof Anthropic.APIError>).error).toMatchObject({
      type: 'error',
      error: { type: expect.any(String), message: expect.stringContaining('nobody') },
    });
    const stranger = new Anthropic({
      baseURL: nine.product.url,
      apiKey: 'sk-stranger-key-000',
      maxRetries: 0,
    });
    await expect(
      stranger.messages.create({
        model: 'anthropic',
        max_tokens: 9,
        messages: [{ role: 'user', content: 'a' }],
      }),
    ).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    nine.fakes.queue({ provider: 'openai' }, { faults: [{ kind: 'status', status: 429 }] });
    await expect(
      client.messages.create({ model: 'openai', max_tokens: 9, messages: [{ role: 'user', content: 'a' }] }),
    ).rejects.toBeInstanceOf(Anthropic.RateLimitError);
  });

  it('counts the tokens of a prompt of any model', async () => {
    const prompt = {
      system: 'Be brief.',
      messages: [{ role: 'user' as const, content: 'word '.repeat(400) }],
    };
    for (const model of ['anthropic', 'gemini']) {
      const { input_tokens: tokens } = await client.messages.countTokens({ model, ...prompt });
      // 400 words of five letters: by about four letters a token, about 500.
      expect(tokens).toBeGreaterThan(400);
      expect(tokens).toBeLessThan(700);
    }
  });

  it('leaves rows of the ledger that name the operation, with tokens and cost', async () => {
    await client.messages.create({
      model: 'mistral',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'ledger' }],
      metadata: { user_id: 'customer-of-messages' },
    });
    await eventually(async () => {
      const rows = await nine.product.manage.spendRows(nine.key);
      const row = rows.find((each) => each.end_user === 'customer-of-messages');
      expect(row).toMatchObject({ call_type: 'anthropic_messages', model_group: 'mistral' });
      expect(row?.spend).toBeGreaterThan(0);
    });
  });
});
