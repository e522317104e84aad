import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { isFailure, type Target } from '../../providers/provider.js';
import { findProvider } from '../../providers/registry.js';
import { endpointAbility, isUpstreamFault, type TranslatedEndpoint } from '../endpoint-ability.js';

const TARGET: Target = {
  model: 'm-1',
  baseUrl: null,
  apiKey: 'key-1',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

function embeddingsOf(id: string) {
  const provider = findProvider(id);
  if (!provider) throw new Error(`no provider ${id}`);
  const ability = endpointAbility(provider, 'embeddings');
  if ('cannot' in ability) throw new Error(ability.cannot);
  return ability;
}

function translated(id: string): TranslatedEndpoint {
  const ability = embeddingsOf(id);
  if (ability.kind !== 'translated') throw new Error(`${id} is forwarded`);
  return ability;
}

function decode(id: string, reply: Json, body: JsonObject = {}, headers: Record<string, string> = {}) {
  const decoded = translated(id).decode(reply, { body, model: 'public', id: 'x', created: 1, headers });
  if (isUpstreamFault(decoded)) throw new Error(decoded.message);
  return decoded;
}

describe('where embeddings are asked for', () => {
  it.each<[string, Partial<Target>, string]>([
    ['openai', {}, 'https://api.openai.com/v1/embeddings'],
    [
      'openai',
      { baseUrl: 'https://proxy.example/v1/chat/completions' },
      'https://proxy.example/v1/embeddings',
    ],
    ['mistral', {}, 'https://api.mistral.ai/v1/embeddings'],
    ['voyage', {}, 'https://api.voyageai.com/v1/embeddings'],
    ['jina_ai', {}, 'https://api.jina.ai/v1/embeddings'],
    ['cohere', {}, 'https://api.cohere.com/v2/embed'],
    ['ollama', { baseUrl: 'http://localhost:11434/v1' }, 'http://localhost:11434/api/embed'],
    ['gemini', {}, 'https://generativelanguage.googleapis.com/v1beta/models/m-1:batchEmbedContents'],
    [
      'vertex_ai',
      { apiKey: null, params: { vertex_project: 'p' } },
      'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/m-1:predict',
    ],
    [
      'bedrock',
      { params: { aws_region_name: 'eu-west-1' } },
      'https://bedrock-runtime.eu-west-1.amazonaws.com/model/m-1/invoke',
    ],
    [
      'azure',
      { baseUrl: 'https://r.openai.azure.com', apiVersion: '2024-10-21' },
      'https://r.openai.azure.com/openai/deployments/m-1/embeddings?api-version=2024-10-21',
    ],
    [
      'azure',
      { baseUrl: 'https://r.openai.azure.com/openai/v1' },
      'https://r.openai.azure.com/openai/v1/embeddings',
    ],
    [
      'azure_ai',
      { baseUrl: 'https://r.services.ai.azure.com' },
      'https://r.services.ai.azure.com/models/embeddings?api-version=2024-05-01-preview',
    ],
  ])('%s %j', (id, over, url) => {
    const address = embeddingsOf(id).address({ ...TARGET, ...over });
    expect(isFailure(address) ? address.message : address.url).toBe(url);
  });

  it('says of others that they have none', () => {
    const anthropic = findProvider('anthropic');
    if (!anthropic) throw new Error('no provider');
    expect(endpointAbility(anthropic, 'embeddings')).toEqual({
      cannot: 'Anthropic does not serve embeddings here.',
    });
  });
});

describe('what is sent for the texts of a request', () => {
  const body = { model: 'public', input: ['one', 'two'], dimensions: 256 };

  it.each<[string, string, JsonObject, JsonObject]>([
    [
      'gemini',
      'gemini-embedding-001',
      { ...body, input_type: 'search_query' },
      {
        requests: ['one', 'two'].map((text) => ({
          model: 'models/gemini-embedding-001',
          content: { parts: [{ text }] },
          outputDimensionality: 256,
          taskType: 'RETRIEVAL_QUERY',
        })),
      },
    ],
    [
      'vertex_ai',
      'text-embedding-005',
      { ...body, auto_truncate: false },
      {
        instances: [{ content: 'one' }, { content: 'two' }],
        parameters: { outputDimensionality: 256, autoTruncate: false },
      },
    ],
    [
      'cohere',
      'embed-v4.0',
      body,
      {
        model: 'embed-v4.0',
        texts: ['one', 'two'],
        input_type: 'search_document',
        embedding_types: ['float'],
        output_dimension: 256,
      },
    ],
    [
      'bedrock',
      'cohere.embed-english-v3',
      { model: 'public', input: 'one', input_type: 'query' },
      { texts: ['one'], input_type: 'search_query', embedding_types: ['float'] },
    ],
    [
      'bedrock',
      'amazon.titan-embed-text-v2:0',
      { model: 'public', input: ['one'], dimensions: 512 },
      { inputText: 'one', dimensions: 512 },
    ],
    [
      'ollama',
      'nomic-embed-text',
      body,
      { model: 'nomic-embed-text', input: ['one', 'two'], dimensions: 256 },
    ],
  ])('%s, %s', (id, model, asked, sent) => {
    expect(translated(id).encode(asked, { ...TARGET, model })).toEqual(sent);
  });

  it.each<[string, string, JsonObject, string]>([
    ['gemini', 'm', { input: [[1, 2]] }, 'input'],
    ['cohere', 'm', { input: [1, 2] }, 'input'],
    ['gemini', 'm', { input: [] }, 'input'],
    ['gemini', 'm', { input: ['a', ''] }, 'input[1]'],
    ['gemini', 'm', { input: ['a', 7] }, 'input[1]'],
    ['gemini', 'm', { input: 'a', dimensions: 0 }, 'dimensions'],
    ['gemini', 'm', { input: 'a', encoding_format: 'hex' }, 'encoding_format'],
    ['bedrock', 'amazon.titan-embed-text-v2:0', { input: ['a', 'b'] }, 'input'],
    ['bedrock', 'amazon.titan-embed-text-v1', { input: 'a', dimensions: 256 }, 'dimensions'],
    ['bedrock', 'anthropic.claude-3', { input: 'a' }, 'model'],
    ['vertex_ai', 'm', { input: 'a', temperature: 1 }, 'temperature'],
    ['ollama', 'm', { input: 'a', input_type: 'query' }, 'input_type'],
  ])('%s %s refuses %j by the name of the member', (id, model, asked, param) => {
    const encoded = translated(id).encode({ model: 'public', ...asked }, { ...TARGET, model });
    expect(encoded).toMatchObject({ param });
    expect(['BadRequestError', 'UnsupportedParamsError']).toContain((encoded as JsonObject)['class']);
  });

  it('drops what cannot be honoured where the operator said so, and never the texts', () => {
    const target = { ...TARGET, model: 'amazon.titan-embed-text-v1', dropParams: true };
    expect(translated('bedrock').encode({ input: 'a', dimensions: 256 }, target)).toEqual({ inputText: 'a' });
    expect(translated('bedrock').encode({ input: ['a', 'b'] }, target)).toMatchObject({ param: 'input' });
  });

  it('takes the operator’s presets where the client says nothing', () => {
    const target = { ...TARGET, params: { dimensions: 128, input_type: 'clustering' } };
    expect(translated('cohere').encode({ input: 'a' }, target)).toMatchObject({
      output_dimension: 128,
      input_type: 'clustering',
    });
    expect(translated('cohere').encode({ input: 'a', dimensions: 64 }, target)).toMatchObject({
      output_dimension: 64,
    });
  });
});

describe('members of forwarded requests', () => {
  function editsOf(id: string, members: Record<string, string>, over: Partial<Target> = {}) {
    const ability = embeddingsOf(id);
    if (ability.kind !== 'forwarded') throw new Error(`${id} is translated`);
    return ability.edits(new Map(Object.entries(members)), { ...TARGET, ...over });
  }

  it('stay as they are at OpenAI, token lists included', () => {
    expect(editsOf('openai', { input: '[[1,2]]', dimensions: '3', encoding_format: '"base64"' })).toEqual([]);
  });

  it.each(['mistral', 'voyage'])('have the names of %s', (id) => {
    expect(editsOf(id, { input: '"a"', dimensions: '3', encoding_format: '"float"' })).toEqual([
      { member: 'dimensions', text: null },
      { member: 'output_dimension', text: '3' },
      { member: 'encoding_format', text: null },
    ]);
  });

  it('that a provider does not take are refused by name', () => {
    expect(editsOf('voyage', { input: '[1,2,3]' })).toMatchObject({ param: 'input' });
    expect(editsOf('voyage', { input: '"a"', user: '"u"' })).toMatchObject({ param: 'user' });
    expect(editsOf('voyage', { input: '"a"', user: '"u"' }, { dropParams: true })).toEqual([
      { member: 'user', text: null },
    ]);
  });

  it('get the operator’s presets, renamed as well', () => {
    expect(editsOf('voyage', { input: '"a"' }, { params: { dimensions: 512, note: 'ü' } })).toEqual([
      { member: 'dimensions', text: null },
      { member: 'output_dimension', text: '512' },
      { member: 'note', text: '"\\u00fc"' },
    ]);
  });
});

describe('what a client gets of a reply', () => {
  const list = (...vectors: Json[]) => ({
    object: 'list',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    model: 'public',
  });

  it.each<[string, Json, number | null, Record<string, string>]>([
    ['gemini', { embeddings: [{ values: [0.5, -1] }] }, null, {}],
    ['gemini', { embeddings: [{ values: [0.5, -1] }], usageMetadata: { promptTokenCount: 4 } }, 4, {}],
    [
      'vertex_ai',
      { predictions: [{ embeddings: { values: [0.5, -1], statistics: { token_count: 6 } } }] },
      6,
      {},
    ],
    ['cohere', { embeddings: { float: [[0.5, -1]] }, meta: { billed_units: { input_tokens: 3 } } }, 3, {}],
    ['bedrock', { embedding: [0.5, -1], inputTextTokenCount: 5 }, 5, {}],
    ['bedrock', { embeddings: { float: [[0.5, -1]] } }, 8, { 'x-amzn-bedrock-input-token-count': '8' }],
    ['ollama', { embeddings: [[0.5, -1]], prompt_eval_count: 2 }, 2, {}],
  ])('%s %j', (id, reply, tokens, headers) => {
    const decoded = decode(id, reply, {}, headers);
    expect(decoded.body).toMatchObject(list([0.5, -1]));
    expect(decoded.usage?.inputTokens ?? null).toBe(tokens);
  });

  it('is base64 of 32-bit floats, little endian, where that was asked for', () => {
    // 0.5 is 0x3f000000, -1 is 0xbf800000.
    const base64 = Buffer.from([0, 0, 0, 0x3f, 0, 0, 0x80, 0xbf]).toString('base64');
    const { body } = decode('ollama', { embeddings: [[0.5, -1]] }, { encoding_format: 'base64' });
    expect(body).toMatchObject(list(base64));
  });

  it.each(['gemini', 'vertex_ai', 'cohere', 'bedrock', 'ollama'])(
    '%s: never a 200 made of something else',
    (id) => {
      for (const reply of [null, [], {}, { embeddings: [] }, { embeddings: [{ values: 'x' }] }])
        expect(
          translated(id).decode(reply, { body: {}, model: 'm', id: 'x', created: 1, headers: {} }),
        ).toMatchObject({
          class: 'BadGatewayError',
        });
    },
  );
});
