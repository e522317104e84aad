import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { FakeProviders } from '@tollgate/testing';
import { Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

let surroundings: Surroundings;
let fakes: FakeProviders;
let product: Product;

/** A file as operators of LiteLLM have it; only `api_base` is added, to reach the fakes. */
const operatorsFile = (urls: { openai: string; anthropic: string; gemini: string }) => `model_list:
  - model_name: "fast"
    litellm_params: { model: gpt-4o-mini, api_key: sk-..., api_base: "${urls.openai}" }
  - model_name: "smart"
    litellm_params: { model: claude-sonnet-4-20250514, api_key: sk-ant-..., api_base: "${urls.anthropic}" }
  - model_name: "smart"        # a second deployment: load balanced
    litellm_params: { model: gpt-4o, api_key: sk-..., api_base: "${urls.openai}" }
  - model_name: "cheap"
    litellm_params: { model: gemini/gemini-2.0-flash, api_key: AIza..., api_base: "${urls.gemini}" }
router_settings:
  routing_strategy: "latency-based-routing"
  num_retries: 3
  timeout: 30
  fallbacks: [{"smart": ["fast"]}]
general_settings:
  master_key: "sk-master-key-xxx"
`;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('embedded');
  const urls = {
    openai: fakes.baseUrl('openai'),
    anthropic: fakes.baseUrl('anthropic'),
    gemini: fakes.origin,
  };
  const config = surroundings.write('config.yaml', operatorsFile(urls));
  product = await Product.start(surroundings, config, {
    masterKey: 'sk-master-key-xxx',
    env: { TOLLGATE_MASTER_KEY: undefined },
  });
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

describe('an operator’s config.yaml, unchanged but for api_base', () => {
  it('serves curl with the master key', async () => {
    const reply = await fetch(`${product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-master-key-xxx', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'fast', messages: [{ role: 'user', content: 'hello there' }] }),
    });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      model: 'fast',
      choices: [{ message: { content: 'hello there' } }],
    });
    expect(fakes.calls.last({ provider: 'openai' }).model).toBe('gpt-4o-mini');
  });

  it('serves the openai package, and balances “smart” over both of its deployments', async () => {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'sk-master-key-xxx', maxRetries: 0 });
    fakes.reset();
    for (let call = 0; call < 20; call++) {
      const reply = await client.chat.completions.create({
        model: 'smart',
        messages: [{ role: 'user', content: `call ${call}` }],
      });
      expect(reply.choices[0]?.message.content).toBe(`call ${call}`);
    }
    expect(fakes.calls.list({ provider: 'anthropic' }).length).toBeGreaterThan(0);
    expect(fakes.calls.list({ provider: 'openai', model: 'gpt-4o' }).length).toBeGreaterThan(0);
  });

  it('falls back before the first byte of a stream: the client sees one stream, the one that worked', async () => {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'sk-master-key-xxx', maxRetries: 0 });
    fakes.reset();
    // Anthropic says 200, then fails in its first event; OpenAI refuses at once.
    const failing = { kind: 'error-event' as const, afterEvents: 0, status: 529 };
    fakes.always({ provider: 'anthropic' }, { faults: [failing] });
    fakes.always({ provider: 'openai', model: 'gpt-4o' }, { faults: [{ kind: 'status', status: 503 }] });
    const stream = await client.chat.completions.create({
      model: 'smart',
      stream: true,
      messages: [{ role: 'user', content: 'say 5 words' }],
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      'word1 word2 word3 word4 word5',
    );
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(fakes.calls.last({ provider: 'openai' }).model).toBe('gpt-4o-mini');
  });

  it('falls back from “smart” to “fast” when both of its deployments are down', async () => {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'sk-master-key-xxx', maxRetries: 0 });
    fakes.reset();
    fakes.always({ provider: 'anthropic' }, { faults: [{ kind: 'status', status: 529 }] });
    fakes.always({ provider: 'openai', model: 'gpt-4o' }, { faults: [{ kind: 'status', status: 503 }] });
    const { data, response } = await client.chat.completions
      .create({ model: 'smart', messages: [{ role: 'user', content: 'still there?' }] })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe('still there?');
    expect(response.headers.get('x-litellm-attempted-fallbacks')).toBe('1');
  });

  it('lists its models', async () => {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'sk-master-key-xxx', maxRetries: 0 });
    const ids = (await client.models.list()).data.map((model) => model.id);
    expect(ids.sort()).toEqual(['cheap', 'fast', 'smart']);
  });
});
