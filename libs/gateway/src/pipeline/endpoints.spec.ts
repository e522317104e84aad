import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findProvider, type PriceSheet } from '@tollgate/llm';
import { CohereClientV2 } from 'cohere-ai';
import OpenAI, { AzureOpenAI } from 'openai';
import { dataOf, deployment, GatewayHost, KEY, PRICES, routingTable } from '../testing/gateway-host.js';
import { sendJson, TinyUpstream, type UpstreamScript } from '../testing/tiny-upstream.js';

/** Pico-USD per million pieces: 2 USD a thousand searches, 0.04 a picture, 15 a million characters. */
const PIECES: PriceSheet = {
  ...PRICES,
  base: {
    ...PRICES.base,
    searchUnit: 2_000_000_000_000_000n,
    outputImage: 40_000_000_000_000_000n,
    inputCharacter: 15_000_000_000_000n,
  },
};

let upstream: TinyUpstream;
let host: GatewayHost;
let client: OpenAI;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  const root = upstream.url.replace(/\/v1$/, '');
  const at = (group: string, id: string, baseUrl: string, prices: PriceSheet | null = PRICES) => {
    const provider = findProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    return deployment(group, { provider, prices, target: { model: `${id}-up`, baseUrl } });
  };
  const table = routingTable([
    at('plain', 'openai', upstream.url),
    at('pieces', 'openai', upstream.url, PIECES),
    at('unpriced', 'openai', upstream.url, null),
    at('omni-moderation-latest', 'openai', upstream.url, null),
    at('voyage', 'voyage', upstream.url),
    at('gemini', 'gemini', `${root}/v1beta`),
    at('cohere', 'cohere', root, PIECES),
    at('claude', 'anthropic', root),
    deployment('mocked', { mockResponse: 'hi' }),
  ]);
  host = await new GatewayHost(table).start();
  client = new OpenAI({ apiKey: KEY, baseURL: `${host.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  host.events.length = 0;
  upstream.answer((res) => sendJson(res, 500, { error: { message: 'nobody asked for this' } }));
});

const replying =
  (body: unknown): UpstreamScript =>
  (res) =>
    sendJson(res, 200, body);

const post = (path: string, body: unknown) => host.chat(body, { path });

const FLOATS = [0.5, -1];
const BASE64 = Buffer.from([0, 0, 0, 0x3f, 0, 0, 0x80, 0xbf]).toString('base64');
const embeddings = (embedding: unknown) => ({
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding }],
  model: 'text-embedding-3-small',
  usage: { prompt_tokens: 12, total_tokens: 12 },
});

describe('embeddings', () => {
  it('reach the openai package as numbers, though it asks for base64', async () => {
    upstream.answer(replying(embeddings(BASE64)));
    const { data, model } = await client.embeddings.create({ model: 'plain', input: 'Hello' });
    expect(data[0]?.embedding).toEqual(FLOATS);
    expect(model).toBe('plain');
    expect(upstream.received[0]).toMatchObject({
      path: '/v1/embeddings',
      json: { model: 'openai-up', input: 'Hello', encoding_format: 'base64' },
    });
  });

  it('reach it also from providers that know no base64', async () => {
    upstream.answer(replying(embeddings(FLOATS)));
    const { data } = await client.embeddings.create({ model: 'voyage', input: ['Hello'], dimensions: 2 });
    expect(data[0]?.embedding).toEqual(FLOATS);
    expect(upstream.received[0]?.json).toEqual({
      model: 'voyage-up',
      input: ['Hello'],
      output_dimension: 2,
    });
  });

  it('reach it from a provider with another API', async () => {
    upstream.answer(replying({ embeddings: [{ values: FLOATS }] }));
    const { data, usage } = await client.embeddings.create({ model: 'gemini', input: 'Hello' });
    expect(data[0]?.embedding).toEqual(FLOATS);
    expect(upstream.received[0]?.path).toBe('/v1beta/models/gemini-up:batchEmbedContents');
    expect(usage.prompt_tokens).toBe(0);
    // The provider said no usage, so the prompt was counted.
    expect(await host.onlyEvent()).toMatchObject({ usageEstimated: true, callType: 'aembedding' });
  });

  it('are turned into numbers where numbers were asked for', async () => {
    upstream.answer(replying(embeddings(BASE64)));
    const response = await post('/v1/embeddings', { model: 'plain', input: 'x', encoding_format: 'float' });
    expect(await response.json()).toMatchObject({ data: [{ embedding: FLOATS }] });
  });

  it('are billed once, with all that is known of the call', async () => {
    upstream.answer(replying(embeddings(FLOATS)));
    const response = await post('/embeddings', { model: 'plain', input: 'x', user: 'u-1', tags: ['a'] });
    // 12 tokens at 3 USD a million.
    expect(response.headers.get('x-litellm-response-cost')).toBe('0.000036');
    expect(upstream.received[0]?.json).toEqual({ model: 'openai-up', input: 'x', user: 'u-1' });
    expect(await host.onlyEvent()).toMatchObject({
      callType: 'aembedding',
      status: 'success',
      askedModel: 'plain',
      sentModel: 'openai-up',
      endUserId: 'u-1',
      tags: ['a'],
      stream: false,
      cost: 36_000_000n,
      usage: { inputTokens: 12, outputTokens: 0 },
      usageEstimated: false,
    });
  });

  it.each([
    ['/engines/plain/embeddings', 'plain'],
    ['/openai/deployments/plain/embeddings?api-version=2024-10-21', 'plain'],
  ])('take the model from the path %s', async (path, model) => {
    upstream.answer(replying(embeddings(FLOATS)));
    const response = await post(path, { input: 'x' });
    expect(await response.json()).toMatchObject({ model });
    expect(upstream.received[0]?.json).toEqual({ input: 'x', model: 'openai-up' });
  });

  it('are served to clients of Azure', async () => {
    upstream.answer(replying(embeddings(BASE64)));
    const azure = new AzureOpenAI({ apiKey: KEY, endpoint: host.url, apiVersion: '2024-10-21' });
    const { data } = await azure.embeddings.create({ model: 'plain', input: 'Hello' });
    expect(data[0]?.embedding).toEqual(FLOATS);
  });

  it.each<[string, Record<string, unknown>, number, string | null]>([
    ['no input', { model: 'plain' }, 400, 'input'],
    ['input that is a number', { model: 'plain', input: 7 }, 400, 'input'],
    ['token lists for a provider of texts', { model: 'voyage', input: [[1, 2]] }, 400, 'input'],
    ['token lists for another API', { model: 'gemini', input: [1, 2] }, 400, 'input'],
    ['dimensions that are a text', { model: 'gemini', input: 'x', dimensions: 'all' }, 400, 'dimensions'],
    ['an address', { model: 'plain', input: 'x', api_base: 'http://127.0.0.1:9' }, 400, 'api_base'],
    ['a model without embeddings', { model: 'claude', input: 'x' }, 501, 'model'],
    ['a mocked model', { model: 'mocked', input: 'x' }, 501, 'model'],
    ['an unknown model', { model: 'nobody', input: 'x' }, 400, 'model'],
  ])('with %s are refused by the name of the member, and nothing is sent', async (_, body, status, param) => {
    const response = await post('/v1/embeddings', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { param } });
    expect(upstream.received).toHaveLength(0);
    for (const event of host.events) expect(event).toMatchObject({ status: 'failure', cost: 0n });
  });

  it('fail as the provider says, and cost nothing', async () => {
    upstream.answer((res) =>
      sendJson(res, 429, { error: { message: 'Slow down.', type: 'requests', code: 'rate_limit_exceeded' } }),
    );
    await expect(client.embeddings.create({ model: 'plain', input: 'x' })).rejects.toThrow('Slow down.');
    expect(await host.onlyEvent()).toMatchObject({ httpStatus: 429, cost: 0n, usage: null });
  });
});

describe('text completions', () => {
  const completion = {
    id: 'cmpl-1',
    object: 'text_completion',
    created: 1_700_000_000,
    model: 'babbage-002',
    choices: [{ text: ' world', index: 0, logprobs: null, finish_reason: 'length' }],
    usage: { prompt_tokens: 14, completion_tokens: 16, total_tokens: 30 },
  };
  const chunk = (text: string, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'cmpl-2', object: 'text_completion', created: 1, choices: [{ text, index: 0, logprobs: null, finish_reason: finish }], model: 'babbage-002', usage: null })}\n\n`;
  const usage = `data: ${JSON.stringify({ id: 'cmpl-2', object: 'text_completion', created: 1, model: 'babbage-002', usage: completion.usage, choices: [] })}\n\n`;
  const streaming =
    (...frames: string[]): UpstreamScript =>
    (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.end(frames.join(''));
    };

  it('are forwarded and billed', async () => {
    upstream.answer(replying(completion));
    const reply = await client.completions.create({ model: 'plain', prompt: 'Hello', max_tokens: 16 });
    expect(reply).toMatchObject({ ...completion, model: 'plain' });
    // 14 × 3 and 16 × 15 USD a million.
    expect(await host.onlyEvent()).toMatchObject({
      callType: 'atext_completion',
      cost: 282_000_000n,
      responseId: 'cmpl-1',
    });
  });

  it('stream under the public name, and usage nobody asked for stays here', async () => {
    upstream.answer(streaming(chunk(' wor'), chunk('ld', 'stop'), usage, 'data: [DONE]\n\n'));
    const response = await post('/v1/completions', { model: 'plain', prompt: 'Hello', stream: true });
    const frames = dataOf(await response.text());
    expect(frames.map((frame) => (frame === '[DONE]' ? frame : [frame['model'], 'usage' in frame]))).toEqual([
      ['plain', false],
      ['plain', false],
      '[DONE]',
    ]);
    expect(upstream.received[0]?.json['stream_options']).toEqual({ include_usage: true });
    expect(await host.onlyEvent()).toMatchObject({ stream: true, cost: 282_000_000n, usageEstimated: false });
  });

  it('stream their usage to a client that asks for it', async () => {
    upstream.answer(streaming(chunk(' world', 'stop'), usage, 'data: [DONE]\n\n'));
    const stream = await client.completions.create({
      model: 'plain',
      prompt: 'Hello',
      stream: true,
      stream_options: { include_usage: true },
    });
    const seen: [string, number | undefined][] = [];
    for await (const { choices, usage: used } of stream)
      seen.push([choices[0]?.text ?? '', used?.total_tokens]);
    expect(seen).toEqual([
      [' world', undefined],
      ['', 30],
    ]);
  });

  it('end in an error frame when the upstream breaks off, and are billed for what came', async () => {
    upstream.answer((res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(chunk('one two three'));
      setTimeout(() => res.destroy(), 20);
    });
    const response = await post('/v1/completions', { model: 'plain', prompt: 'Hello', stream: true });
    const frames = dataOf(await response.text());
    expect(frames).toHaveLength(2);
    expect(frames[1]).toMatchObject({ error: { type: expect.any(String) as unknown } });
    const event = await host.onlyEvent();
    expect(event).toMatchObject({ status: 'failure', usageEstimated: true });
    expect(event.usage?.outputTokens).toBeGreaterThan(0);
  });
});

describe('moderations', () => {
  const verdict = {
    id: 'modr-1',
    model: 'omni-moderation-latest',
    results: [{ flagged: true, categories: { violence: true }, category_scores: { violence: 0.9 } }],
  };

  it('need no model, and cost nothing where the provider charges nothing', async () => {
    upstream.answer(replying(verdict));
    const reply = await client.moderations.create({ input: ['I hit you'] });
    expect(reply.results[0]?.flagged).toBe(true);
    expect(upstream.received[0]).toMatchObject({
      path: '/v1/moderations',
      json: { input: ['I hit you'], model: 'openai-up' },
    });
    expect(await host.onlyEvent()).toMatchObject({ callType: 'amoderation', cost: 0n, usage: null });
  });
});

describe('reranking', () => {
  const asked = { query: 'capital?', documents: ['Rome', { text: 'Oslo' }, 'Bern'], top_n: 2 };

  it.each(['/rerank', '/v1/rerank', '/v2/rerank'])('at %s answers in Cohere’s shape', async (path) => {
    upstream.answer(
      replying({
        id: 'r-1',
        results: [
          { index: 1, relevance_score: 0.9 },
          { index: 0, relevance_score: 0.2 },
        ],
        meta: { billed_units: { search_units: 1 } },
      }),
    );
    const response = await post(path, { model: 'cohere', ...asked, return_documents: true });
    expect(await response.json()).toEqual({
      id: 'r-1',
      model: 'cohere',
      results: [
        { index: 1, relevance_score: 0.9, document: { text: 'Oslo' } },
        { index: 0, relevance_score: 0.2, document: { text: 'Rome' } },
      ],
      meta: { billed_units: { search_units: 1 } },
    });
    expect(upstream.received[0]).toMatchObject({ path: '/v2/rerank' });
    expect(upstream.received[0]?.json).toEqual({
      model: 'cohere-up',
      query: 'capital?',
      documents: ['Rome', 'Oslo', 'Bern'],
      top_n: 2,
    });
    // One search at 2 USD a thousand.
    expect(await host.onlyEvent()).toMatchObject({ callType: 'arerank', cost: 2_000_000_000n });
  });

  it('is what Cohere’s own client expects', async () => {
    upstream.answer(replying({ data: [{ relevance_score: 0.57, index: 1 }], usage: { total_tokens: 12 } }));
    const cohere = new CohereClientV2({ token: KEY, environment: host.url });
    const { results } = await cohere.rerank({ model: 'voyage', query: 'q', documents: ['a', 'b'], topN: 1 });
    expect(results).toEqual([{ index: 1, relevanceScore: 0.57 }]);
  });

  it('is translated for a provider with other names, and billed by its tokens', async () => {
    upstream.answer(
      replying({
        object: 'list',
        data: [{ relevance_score: 0.57, index: 1 }],
        model: 'rerank-2.5',
        usage: { total_tokens: 12 },
      }),
    );
    const response = await post('/rerank', { model: 'voyage', ...asked });
    expect(await response.json()).toMatchObject({
      model: 'voyage',
      results: [{ index: 1, relevance_score: 0.57 }],
      meta: { billed_units: { total_tokens: 12 }, tokens: { input_tokens: 12 } },
    });
    expect(upstream.received[0]?.json).toMatchObject({ model: 'voyage-up', top_k: 2 });
    expect(await host.onlyEvent()).toMatchObject({ cost: 36_000_000n });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no query', { documents: ['a'] }, 'query'],
    ['no documents', { query: 'q' }, 'documents'],
    ['an empty list', { query: 'q', documents: [] }, 'documents'],
    ['a document that is a number', { query: 'q', documents: ['a', 7] }, 'documents[1]'],
    ['a document without text', { query: 'q', documents: [{ title: 'a' }] }, 'documents[0].text'],
    ['top_n of nothing', { query: 'q', documents: ['a'], top_n: 0 }, 'top_n'],
  ])('with %s is a 400 that names the member', async (_, body, param) => {
    const response = await post('/rerank', { model: 'cohere', ...body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
    expect(upstream.received).toHaveLength(0);
  });
});

describe('pictures', () => {
  const pictures = { created: 1, data: [{ b64_json: 'aGk=' }, { b64_json: 'aGk=' }] };

  it('are billed by their tokens where the provider counts them', async () => {
    const usage = {
      input_tokens: 50,
      input_tokens_details: { text_tokens: 50, image_tokens: 0 },
      output_tokens: 1_000,
      total_tokens: 1_050,
    };
    upstream.answer(replying({ ...pictures, usage }));
    const reply = await client.images.generate({ model: 'plain', prompt: 'An otter', n: 2 });
    expect(reply.data).toHaveLength(2);
    expect(upstream.received[0]?.path).toBe('/v1/images/generations');
    // 50 × 3 and 1,000 × 15 USD a million.
    expect(await host.onlyEvent()).toMatchObject({ callType: 'aimage_generation', cost: 15_150_000_000n });
  });

  it('are billed by the piece where it does not', async () => {
    upstream.answer(replying(pictures));
    await client.images.generate({ model: 'pieces', prompt: 'An otter', n: 2 });
    expect(await host.onlyEvent()).toMatchObject({ cost: 80_000_000_000n, usage: { outputImages: 2 } });
  });

  it('have no known cost, rather than none, where the piece has no price', async () => {
    upstream.answer(replying(pictures));
    await client.images.generate({ model: 'plain', prompt: 'An otter' });
    expect(await host.onlyEvent()).toMatchObject({ status: 'success', cost: null });
  });
});

describe('speech', () => {
  const sound = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256));

  it('comes through byte for byte, with the upstream’s content type, billed by its characters', async () => {
    upstream.answer((res) => {
      res.writeHead(200, { 'content-type': 'audio/mpeg' });
      res.write(sound.subarray(0, 30_000));
      setTimeout(() => res.end(sound.subarray(30_000)), 10);
    });
    const response = await client.audio.speech.create({ model: 'pieces', voice: 'alloy', input: 'Grüße 🌍' });
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await response.arrayBuffer()).equals(sound)).toBe(true);
    expect(upstream.received[0]).toMatchObject({ path: '/v1/audio/speech', json: { model: 'openai-up' } });
    // 7 characters at 15 USD a million.
    expect(await host.onlyEvent()).toMatchObject({
      callType: 'aspeech',
      cost: 105_000_000n,
      usage: { inputCharacters: 7 },
    });
  });

  it('that breaks off is cut off, not ended as if it were whole', async () => {
    upstream.answer((res) => {
      res.writeHead(200, { 'content-type': 'audio/mpeg' });
      res.write(sound);
      setTimeout(() => res.destroy(), 20);
    });
    const response = await post('/v1/audio/speech', { model: 'pieces', voice: 'alloy', input: 'Hi' });
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure' });
  });

  it('fails with a status when the upstream refuses it', async () => {
    upstream.answer((res) => sendJson(res, 400, { error: { message: 'No such voice.', param: 'voice' } }));
    const response = await post('/v1/audio/speech', { model: 'pieces', voice: 'x', input: 'Hi' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'voice' } });
    expect(await host.onlyEvent()).toMatchObject({ cost: 0n, usage: null });
  });
});
