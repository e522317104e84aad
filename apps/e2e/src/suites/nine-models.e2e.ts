import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { eventually } from '../product/eventually.js';
import { NINE_MODELS } from '../product/nine-models.js';
import { type NineModelsProduct, startNineModels } from '../product/nine-models-product.js';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const TOOLS: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'Weather of a city, now.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['C', 'F'] } },
        required: ['city'],
        additionalProperties: false,
      },
    },
  },
  { type: 'function', function: { name: 'clock' } },
];

/** Asks for two calls at once, of an image. */
const QUESTION: OpenAI.ChatCompletionMessageParam[] = [
  { role: 'system', content: 'Answer by the tools.' },
  {
    role: 'user',
    content: [
      { type: 'image_url', image_url: { url: PIXEL } },
      { type: 'text', text: 'use tool weather with {"city":"北🌍é"} use tool clock with {}' },
    ],
  },
];

/** A reply without what is a provider's own: ids, counts. */
interface Said {
  content: string | null;
  calls: { name: string; arguments: unknown }[];
  finish: string | null;
}

describe('the same chat sent to nine models that differ only in their name', () => {
  let nine: NineModelsProduct;
  let client: OpenAI;

  beforeAll(async () => {
    nine = await startNineModels();
    client = new OpenAI({ baseURL: nine.baseURL, apiKey: nine.key, maxRetries: 0 });
  });
  afterEach(() => nine.fakes.reset());
  afterAll(() => nine.close());

  /** Question → calls → results → answer. @returns what the model said, turn by turn */
  async function converse(model: string, streamed: boolean): Promise<Said[]> {
    const ask = async (messages: OpenAI.ChatCompletionMessageParam[]) => {
      const body = { model, max_tokens: 400, messages, tools: TOOLS };
      return streamed
        ? await client.chat.completions
            .stream({ ...body, stream_options: { include_usage: true } })
            .finalChatCompletion()
        : await client.chat.completions.create(body);
    };
    const first = await ask(QUESTION);
    const turn = first.choices[0]!.message;
    const results = functionCalls(turn).map((call) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: `${call.function.name} says 北`,
    }));
    // As most clients keep it: role, text and calls; every other member is lost.
    const kept = { role: 'assistant' as const, content: turn.content, tool_calls: functionCalls(turn) };
    const second = await ask([...QUESTION, kept, ...results]);
    const third = await ask([
      ...QUESTION,
      kept,
      ...results,
      { role: 'assistant', content: second.choices[0]!.message.content },
      { role: 'user', content: 'And in one word?' },
    ]);
    for (const reply of [first, second, third]) {
      expect(reply).toMatchObject({ object: 'chat.completion', model });
      expect(reply.usage?.total_tokens).toBe(
        (reply.usage?.prompt_tokens ?? 0) + (reply.usage?.completion_tokens ?? 0),
      );
      expect(reply.usage?.completion_tokens).toBeGreaterThan(0);
    }
    expect(new Set(results.map((result) => result.tool_call_id)).size).toBe(2);
    // What models say before they call (Cohere tells its plan) is theirs.
    return [{ ...saidIn(first), content: null }, saidIn(second), saidIn(third)];
  }

  const EXPECTED: Said[] = [
    {
      content: null,
      calls: [
        { name: 'weather', arguments: { city: '北🌍é' } },
        { name: 'clock', arguments: {} },
      ],
      finish: 'tool_calls',
    },
    { content: 'Tool results: weather says 北; clock says 北', calls: [], finish: 'stop' },
    { content: 'I see 1 image. And in one word?', calls: [], finish: 'stop' },
  ];

  it.each(NINE_MODELS)(
    '%s: calls both tools, takes their results, answers, and remembers the image',
    async (model) => {
      expect(await converse(model, false)).toEqual(EXPECTED);
    },
  );

  it.each(NINE_MODELS)('%s: the same, streamed', async (model) => {
    expect(await converse(model, true)).toEqual(EXPECTED);
  });

  it('reaches every upstream signed in, with each model under its own price', async () => {
    for (const model of NINE_MODELS)
      await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'priced' }] });
    const calls = nine.fakes.calls.list().filter((call) => call.model !== '');
    expect(new Set(calls.map((call) => call.provider))).toEqual(new Set(NINE_MODELS));
    const used = new Map(calls.map((call) => [call.provider, call.usage]));
    await eventually(async () => {
      const rows = (await nine.product.manage.spendRows(nine.key)).slice(-NINE_MODELS.length);
      expect(rows.map((row) => row.model_group)).toEqual(NINE_MODELS);
      for (const row of rows) {
        const usage = used.get(row.model_group ?? '');
        expect(row).toMatchObject({
          prompt_tokens: usage?.inputTokens,
          completion_tokens: usage?.outputTokens,
          status: 'success',
        });
        // 3 and 15 USD a million tokens.
        expect(row.spend).toBeCloseTo(
          ((usage?.inputTokens ?? 0) * 3 + (usage?.outputTokens ?? 0) * 15) / 1e6,
          12,
        );
      }
    });
  });
});

function functionCalls(
  message: OpenAI.ChatCompletionMessage,
): OpenAI.ChatCompletionMessageFunctionToolCall[] {
  return (message.tool_calls ?? []).filter((call) => call.type === 'function');
}

function saidIn(reply: OpenAI.ChatCompletion): Said {
  const { message, finish_reason } = reply.choices[0]!;
  return {
    content: message.content === '' ? null : message.content,
    calls: functionCalls(message).map((call) => ({
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments) as unknown,
    })),
    finish: finish_reason,
  };
}
