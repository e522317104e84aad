import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateObject, generateText, stepCountIs, streamObject, streamText, tool } from 'ai';
import { z } from 'zod';
import { collect } from '../product/collect.js';
import { NINE_MODELS } from '../product/nine-models.js';
import { type NineModelsProduct, startNineModels } from '../product/nine-models-product.js';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const CityReport = z.object({
  city: z.string(),
  degrees: z.number(),
  sky: z.enum(['clear', 'cloudy']),
  alerts: z.array(z.object({ title: z.string(), urgent: z.boolean() })),
});

const QUESTION = 'use tool weather with {"city":"Oslo"} use tool weather with {"city":"北"}';

describe('the Vercel AI SDK over nine models', () => {
  let nine: NineModelsProduct;
  let tollgate: ReturnType<typeof createOpenAICompatible>;

  beforeAll(async () => {
    nine = await startNineModels();
    tollgate = createOpenAICompatible({
      name: 'tollgate',
      baseURL: nine.baseURL,
      apiKey: nine.key,
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
  });
  afterEach(() => nine.fakes.reset());
  afterAll(() => nine.close());

  /** @returns a tool and what it was asked for */
  function weatherTool() {
    const asked: string[] = [];
    const weather = tool({
      description: 'Weather of a city, now.',
      inputSchema: z.object({ city: z.string() }),
      execute: ({ city }) => {
        asked.push(city);
        return `4 in ${city}`;
      },
    });
    return { asked, weather };
  }

  it.each(NINE_MODELS)(
    '%s: generateText answers with text, finish and usage, seeing an image',
    async (model) => {
      const reply = await generateText({
        model: tollgate(model),
        maxOutputTokens: 200,
        maxRetries: 0,
        system: 'be brief',
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', image: Buffer.from(PIXEL, 'base64') },
              { type: 'text', text: 'what is this?' },
            ],
          },
        ],
      });
      expect(reply.text).toBe('I see 1 image. what is this?');
      expect(reply.finishReason).toBe('stop');
      expect(reply.usage.outputTokens).toBeGreaterThan(0);
      expect(reply.usage.totalTokens).toBe((reply.usage.inputTokens ?? 0) + (reply.usage.outputTokens ?? 0));
    },
  );

  it.each(NINE_MODELS)('%s: streamText streams the text, then finish and usage', async (model) => {
    const reply = streamText({
      model: tollgate(model),
      maxOutputTokens: 400,
      maxRetries: 0,
      prompt: 'say 40 words',
    });
    const deltas = await collect(reply.textStream);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join('')).toBe(Array.from({ length: 40 }, (_, place) => `word${place + 1}`).join(' '));
    expect(await reply.finishReason).toBe('stop');
    expect((await reply.usage).outputTokens).toBeGreaterThan(0);
  });

  it.each(NINE_MODELS)('%s: generateText runs the tools of a step and answers in the next', async (model) => {
    const { asked, weather } = weatherTool();
    const reply = await generateText({
      model: tollgate(model),
      maxOutputTokens: 400,
      maxRetries: 0,
      tools: { weather },
      stopWhen: stepCountIs(3),
      prompt: QUESTION,
    });
    expect(asked).toEqual(['Oslo', '北']);
    expect(reply.steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
    expect(reply.text).toBe('Tool results: 4 in Oslo; 4 in 北');
  });

  it.each(NINE_MODELS)('%s: streamText runs the tools of a step and answers in the next', async (model) => {
    const { asked, weather } = weatherTool();
    const reply = streamText({
      model: tollgate(model),
      maxOutputTokens: 400,
      maxRetries: 0,
      tools: { weather },
      stopWhen: stepCountIs(3),
      prompt: QUESTION,
    });
    const parts = await collect(reply.fullStream);
    expect(parts.filter((part) => part.type === 'error')).toEqual([]);
    expect(asked).toEqual(['Oslo', '北']);
    expect(await reply.text).toBe('Tool results: 4 in Oslo; 4 in 北');
  });

  it.each(NINE_MODELS)('%s: generateObject and streamObject answer by a zod schema', async (model) => {
    const ask = {
      model: tollgate(model),
      maxOutputTokens: 400,
      maxRetries: 0,
      schema: CityReport,
      prompt: 'How is Oslo?',
    };
    const whole = await generateObject(ask);
    const streamed = streamObject(ask);
    await collect(streamed.partialObjectStream);
    for (const object of [whole.object, await streamed.object])
      expect(CityReport.parse(object)).toMatchObject({ sky: 'clear' });
  });

  it('reads a refusal of the gateway as an API call error with status and message', async () => {
    const refused = generateText({ model: tollgate('nobody'), maxRetries: 0, prompt: 'hi' });
    await expect(refused).rejects.toThrow(APICallError);
    await expect(refused).rejects.toMatchObject({ statusCode: 400, isRetryable: false });
    await expect(refused).rejects.toThrow(/nobody/);
  });
});
