import { describe, expect, it } from '@jest/globals';
import {
  BadRequestError,
  completionCost,
  getModelInfo,
  getSupportedOpenAIParams,
  supportsAudioInput,
  supportsFunctionCalling,
  supportsPromptCaching,
  supportsReasoning,
  supportsResponseSchema,
  supportsToolChoice,
  supportsVision,
  tokenCounter,
} from '../index.js';

describe('completionCost', () => {
  // OpenAI's price list of gpt-4o: 2.50 USD a million in, 1.25 cached, 10 out.
  it('is the published price of what was used, cached tokens at theirs', () => {
    const usage = {
      prompt_tokens: 1_000_000,
      completion_tokens: 100_000,
      prompt_tokens_details: { cached_tokens: 400_000 },
    };
    expect(completionCost({ model: 'openai/gpt-4o', usage })).toBe(0.6 * 2.5 + 0.4 * 1.25 + 1);
  });

  it('takes the usage of any answer in OpenAI’s shape', () => {
    const completion = { usage: { prompt_tokens: 1_000_000, completion_tokens: 0 } };
    expect(completionCost({ model: 'gpt-4o', completion })).toBe(2.5);
  });

  it('is null, never 0, for an unknown price or an answer that tells no usage', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 1 };
    expect(completionCost({ model: 'openai/model-of-tomorrow', usage })).toBeNull();
    expect(completionCost({ model: 'openai/gpt-4o', completion: {} })).toBeNull();
    expect(completionCost({ completion: { usage } })).toBeNull();
  });
});

describe('getModelInfo', () => {
  it('tells provider, prices, window and parameters by the name alone', () => {
    expect(getModelInfo('gpt-4o')).toMatchObject({
      model: 'gpt-4o',
      provider: 'openai',
      contextWindow: 128_000,
      maxOutputTokens: 16_384,
      prices: { input: 0.0000025, output: 0.00001, cacheRead: 0.00000125 },
    });
    expect(getModelInfo('anthropic/claude-sonnet-4-5')).toMatchObject({
      provider: 'anthropic',
      keyEnv: ['ANTHROPIC_API_KEY'],
      prices: { input: 0.000003, output: 0.000015 },
    });
  });

  it('tells null for what is not known', () => {
    expect(getModelInfo('groq/model-of-tomorrow')).toMatchObject({ prices: null, contextWindow: null });
  });

  it('refuses a name that no provider claims', () => {
    expect(() => getModelInfo('nobodys-model')).toThrow(BadRequestError);
  });
});

describe('supports…', () => {
  // By the vendors' documentation.
  it.each([
    [
      'supportsVision',
      supportsVision,
      ['gpt-4o', 'anthropic/claude-sonnet-4-5', 'gemini/gemini-2.5-pro'],
      ['gpt-3.5-turbo', 'o3-mini'],
    ],
    [
      'supportsAudioInput',
      supportsAudioInput,
      ['gemini/gemini-2.5-pro'],
      ['gpt-4o', 'anthropic/claude-sonnet-4-5'],
    ],
    ['supportsReasoning', supportsReasoning, ['o3-mini', 'anthropic/claude-sonnet-4-5'], ['gpt-4o']],
    [
      'supportsToolChoice',
      supportsToolChoice,
      ['gpt-4o', 'mistral/mistral-large-latest'],
      ['ollama/qwen3:8b'],
    ],
    ['supportsFunctionCalling', supportsFunctionCalling, ['gpt-4o', 'ollama/qwen3:8b'], ['voyage/voyage-3']],
    [
      'supportsResponseSchema',
      supportsResponseSchema,
      ['gpt-4o', 'gemini/gemini-2.5-pro'],
      ['voyage/voyage-3'],
    ],
    [
      'supportsPromptCaching',
      supportsPromptCaching,
      ['anthropic/claude-sonnet-4-5'],
      ['groq/model-of-tomorrow'],
    ],
  ])('%s', (_name, supports, can, cannot) => {
    expect(can.filter((model) => !supports(model))).toEqual([]);
    expect(cannot.filter((model) => supports(model))).toEqual([]);
  });
});

describe('getSupportedOpenAIParams', () => {
  it('names what a call may have', () => {
    expect(getSupportedOpenAIParams('anthropic/claude-sonnet-4-5')).toContain('temperature');
    expect(getSupportedOpenAIParams('claude-sonnet-4-5', 'anthropic')).not.toContain('logit_bias');
  });
});

describe('tokenCounter', () => {
  // As platform.openai.com/tokenizer counts them.
  it('counts texts as OpenAI does', async () => {
    expect(await tokenCounter({ model: 'gpt-4o', text: 'hello world' })).toBe(2);
    expect(await tokenCounter({ model: 'gpt-4', text: 'hello world' })).toBe(2);
    expect(await tokenCounter({ model: 'gpt-4o', text: '<|endoftext|>' })).toBeGreaterThan(1);
  });

  it('counts the frame of each message, and of the reply', async () => {
    const messages = [{ role: 'user' as const, content: 'hello world' }];
    // 3 for the message, 1 for its role, 2 for its text, 3 for the reply.
    expect(await tokenCounter({ model: 'gpt-4o', messages })).toBe(9);
    expect(await tokenCounter({ model: 'anthropic/claude-sonnet-4-5', messages })).toBe(9);
  });

  it('counts calls of tools, tools and pictures', async () => {
    const bare = await tokenCounter({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] });
    const seeing = await tokenCounter({
      model: 'gpt-4o',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'hi' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
          ],
        },
      ],
    });
    expect(seeing - bare).toBe(85);
    const tools = [{ type: 'function' as const, function: { name: 'clock' } }];
    expect(
      await tokenCounter({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }], tools }),
    ).toBeGreaterThan(bare);
  });
});
