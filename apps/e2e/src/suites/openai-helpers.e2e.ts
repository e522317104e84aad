import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { NINE_MODELS } from '../product/nine-models.js';
import { type NineModelsProduct, startNineModels } from '../product/nine-models-product.js';

/** As an application writes it: every member is in the answer, `null` where there is nothing to say. */
const CityReport = z.object({
  city: z.string(),
  degrees: z.number(),
  sky: z.enum(['clear', 'cloudy']),
  alerts: z.array(z.object({ title: z.string(), urgent: z.boolean() })),
  note: z.string().nullable(),
});

const Place = z.object({ city: z.string() });

describe("the openai package's helpers over nine models", () => {
  let nine: NineModelsProduct;
  let client: OpenAI;

  beforeAll(async () => {
    nine = await startNineModels();
    client = new OpenAI({ baseURL: nine.baseURL, apiKey: nine.key, maxRetries: 0 });
  });
  afterEach(() => nine.fakes.reset());
  afterAll(() => nine.close());

  it.each(NINE_MODELS)(
    '%s: stream() tells of text, finish and usage by its events, as the final completion says',
    async (model) => {
      const stream = client.chat.completions.stream({
        model,
        max_tokens: 400,
        messages: [{ role: 'user', content: 'say 40 words' }],
        stream_options: { include_usage: true },
      });
      const heard = { deltas: '', snapshot: '', done: '', chunks: 0 };
      stream.on('chunk', () => void heard.chunks++);
      stream.on('content', (delta, snapshot) => {
        heard.deltas += delta;
        heard.snapshot = snapshot;
      });
      stream.on('content.done', ({ content }) => void (heard.done = content));
      const words = Array.from({ length: 40 }, (_, place) => `word${place + 1}`).join(' ');
      expect(await stream.finalContent()).toBe(words);
      expect(heard).toMatchObject({ deltas: words, snapshot: words, done: words });
      expect(heard.chunks).toBeGreaterThan(2);
      const final = await stream.finalChatCompletion();
      expect(final.choices[0]?.finish_reason).toBe('stop');
      expect((await stream.totalUsage()).completion_tokens).toBeGreaterThan(0);
    },
  );

  it.each(NINE_MODELS)('%s: stream() hands out tool arguments as they grow, and whole', async (model) => {
    const stream = client.chat.completions.stream({
      model,
      max_tokens: 400,
      tools: [zodFunction({ name: 'weather', parameters: Place })],
      messages: [{ role: 'user', content: 'use tool weather with {"city":"北🌍é"}' }],
    });
    const done: unknown[] = [];
    stream.on('tool_calls.function.arguments.done', ({ name, parsed_arguments }) =>
      done.push({ name, parsed_arguments }),
    );
    expect(await stream.finalFunctionToolCall()).toMatchObject({ name: 'weather' });
    expect(done).toEqual([{ name: 'weather', parsed_arguments: { city: '北🌍é' } }]);
  });

  it.each(NINE_MODELS)('%s: parse() answers by a zod schema, whole and streamed', async (model) => {
    const ask = {
      model,
      max_tokens: 400,
      messages: [{ role: 'user' as const, content: 'How is Oslo?' }],
      response_format: zodResponseFormat(CityReport, 'city_report'),
    };
    const whole = await client.chat.completions.parse(ask);
    const streamed = await client.chat.completions.stream(ask).finalChatCompletion();
    for (const reply of [whole, streamed]) {
      expect(reply.choices[0]?.finish_reason).toBe('stop');
      expect(CityReport.parse(reply.choices[0]?.message.parsed)).toMatchObject({ sky: 'clear' });
    }
  });

  describe.each([
    ['whole', false],
    ['streamed', true],
  ] as const)('runTools, %s', (_name, streamed) => {
    it.each(NINE_MODELS)(
      '%s: calls the functions, sends their results, ends with the answer',
      async (model) => {
        const asked: string[] = [];
        const weather = zodFunction({
          name: 'weather',
          description: 'Weather of a city, now.',
          parameters: Place,
          function: ({ city }) => {
            asked.push(city);
            return `4 °C in ${city}`;
          },
        });
        const body = {
          model,
          max_tokens: 400,
          tools: [weather],
          messages: [
            { role: 'system' as const, content: 'Answer by the tools.' },
            {
              role: 'user' as const,
              content: 'use tool weather with {"city":"Oslo"} use tool weather with {"city":"北"}',
            },
          ],
        };
        const runner = streamed
          ? client.chat.completions.runTools({ ...body, stream: true })
          : client.chat.completions.runTools(body);
        expect(await runner.finalContent()).toBe('Tool results: 4 °C in Oslo; 4 °C in 北');
        expect(asked).toEqual(['Oslo', '北']);
        expect(runner.messages.map((message) => message.role)).toEqual([
          'system',
          'user',
          'assistant',
          'tool',
          'tool',
          'assistant',
        ]);
      },
    );
  });

  it.each(NINE_MODELS)('%s: abort() of a stream ends the call upstream', async (model) => {
    const stream = client.chat.completions.stream({
      model,
      max_tokens: 4000,
      messages: [{ role: 'user', content: 'say 500 words [[fault {"kind":"drip","ms":20}]]' }],
    });
    stream.once('content', () => stream.abort());
    await expect(stream.done()).rejects.toThrow(OpenAI.APIUserAbortError);
    const left = await nine.fakes.calls.waitFor((call) => call.ending === 'client-left');
    expect(left.provider).toBe(model);
  });
});
