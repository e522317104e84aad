import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AIMessageChunk, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { NINE_MODELS } from '../product/nine-models.js';
import { type NineModelsProduct, startNineModels } from '../product/nine-models-product.js';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const CityReport = z.object({
  city: z.string(),
  degrees: z.number(),
  sky: z.enum(['clear', 'cloudy']),
});

describe('LangChain.js over nine models', () => {
  let nine: NineModelsProduct;

  beforeAll(async () => {
    nine = await startNineModels();
  });
  afterEach(() => nine.fakes.reset());
  afterAll(() => nine.close());

  function chat(model: string): ChatOpenAI {
    return new ChatOpenAI({
      model,
      maxTokens: 400,
      maxRetries: 0,
      apiKey: nine.key,
      configuration: { baseURL: nine.baseURL },
    });
  }

  it.each(NINE_MODELS)('%s: invoke answers with text, finish and usage, seeing an image', async (model) => {
    const reply = await chat(model).invoke([
      new SystemMessage('be brief'),
      new HumanMessage({
        content: [
          { type: 'image_url', image_url: { url: PIXEL } },
          { type: 'text', text: 'what is this?' },
        ],
      }),
    ]);
    expect(reply.text).toBe('I see 1 image. what is this?');
    expect(reply.response_metadata).toMatchObject({ finish_reason: 'stop', model_name: model });
    expect(reply.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it.each(NINE_MODELS)('%s: stream gives the text in pieces, with usage at the end', async (model) => {
    let sum: AIMessageChunk | null = null;
    let pieces = 0;
    for await (const chunk of await chat(model).stream('say 40 words')) {
      sum = sum === null ? chunk : sum.concat(chunk);
      pieces++;
    }
    expect(pieces).toBeGreaterThan(2);
    expect(sum?.text).toBe(Array.from({ length: 40 }, (_, place) => `word${place + 1}`).join(' '));
    expect(sum?.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it.each(NINE_MODELS)(
    '%s: bound tools are called, whole and streamed, and their results read',
    async (model) => {
      const weather = tool(({ city }) => `4 in ${city}`, {
        name: 'weather',
        description: 'Weather of a city, now.',
        schema: z.object({ city: z.string() }),
      });
      const bound = chat(model).bindTools([weather]);
      const question = new HumanMessage(
        'use tool weather with {"city":"Oslo"} use tool weather with {"city":"北"}',
      );
      const whole = await bound.invoke([question]);
      let streamed: AIMessageChunk | null = null;
      for await (const chunk of await bound.stream([question]))
        streamed = streamed === null ? chunk : streamed.concat(chunk);
      for (const reply of [whole, streamed]) {
        const calls = reply?.tool_calls ?? [];
        expect(calls.map(({ name, args }) => ({ name, args }))).toEqual([
          { name: 'weather', args: { city: 'Oslo' } },
          { name: 'weather', args: { city: '北' } },
        ]);
        const results = await Promise.all(
          calls.map(
            async (call) =>
              new ToolMessage({
                tool_call_id: call.id ?? '',
                content: String(await weather.invoke({ city: String(call.args['city']) })),
              }),
          ),
        );
        const answer = await bound.invoke([question, reply ?? '', ...results]);
        expect(answer.text).toBe('Tool results: 4 in Oslo; 4 in 北');
      }
    },
  );

  /** Ollama forces no tool, which this way needs: it is told so instead of answering by luck. */
  const FORCING = NINE_MODELS.filter((model) => model !== 'ollama');

  it.each(NINE_MODELS)('%s: withStructuredOutput answers by a zod schema', async (model) => {
    const structured = chat(model).withStructuredOutput(CityReport, { method: 'jsonSchema', name: 'report' });
    expect(CityReport.parse(await structured.invoke('How is Oslo?'))).toMatchObject({ sky: 'clear' });
  });

  it.each(FORCING)(
    '%s: withStructuredOutput answers by a zod schema through a forced tool',
    async (model) => {
      const structured = chat(model).withStructuredOutput(CityReport, {
        method: 'functionCalling',
        name: 'report',
      });
      expect(CityReport.parse(await structured.invoke('How is Oslo?'))).toMatchObject({ sky: 'clear' });
    },
  );

  it('ollama: names the tool choice that it cannot promise', async () => {
    const structured = chat('ollama').withStructuredOutput(CityReport, { method: 'functionCalling' });
    await expect(structured.invoke('How is Oslo?')).rejects.toThrow(/400 .*tool_choice/);
  });

  it.each(NINE_MODELS)('%s: withStructuredOutput in JSON mode answers with an object', async (model) => {
    const anything = z.record(z.string(), z.unknown());
    const structured = chat(model).withStructuredOutput(anything, { method: 'jsonMode' });
    const answer = await structured.invoke('How is Oslo? Answer in JSON.');
    expect(anything.safeParse(answer).success).toBe(true);
  });
});
