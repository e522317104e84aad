import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { isFailure, type Target } from '../../providers/provider.js';
import { findProvider } from '../../providers/registry.js';
import { endpointAbility, type TranslatedEndpoint } from '../endpoint-ability.js';

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
const ASKED = { model: 'public', query: 'capital?', documents: ['Rome', 'Oslo'] };

function rerankOf(id: string): TranslatedEndpoint {
  const provider = findProvider(id);
  const ability = provider && endpointAbility(provider, 'rerank');
  if (!ability || 'cannot' in ability || ability.kind !== 'translated')
    throw new Error(`${id} cannot rerank`);
  return ability;
}

describe('where a ranking is asked for', () => {
  it.each<[string, Partial<Target>, string]>([
    ['cohere', {}, 'https://api.cohere.com/v2/rerank'],
    ['jina_ai', {}, 'https://api.jina.ai/v1/rerank'],
    ['voyage', {}, 'https://api.voyageai.com/v1/rerank'],
    ['together_ai', {}, 'https://api.together.xyz/v1/rerank'],
    ['hosted_vllm', { baseUrl: 'http://vllm:8000/v1' }, 'http://vllm:8000/v1/rerank'],
    [
      'bedrock',
      { params: { aws_region_name: 'us-east-1', aws_bedrock_runtime_endpoint: 'https://runtime.example' } },
      'https://bedrock-agent-runtime.us-east-1.amazonaws.com/rerank',
    ],
  ])('%s %j', (id, over, url) => {
    const address = rerankOf(id).address({ ...TARGET, ...over });
    expect(isFailure(address) ? address.message : address.url).toBe(url);
  });
});

describe('what is sent', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'cohere',
      { ...ASKED, top_n: 1, max_tokens_per_doc: 512 },
      {
        model: 'm-1',
        query: 'capital?',
        documents: ['Rome', 'Oslo'],
        top_n: 1,
        max_tokens_per_doc: 512,
      },
    ],
    [
      'jina_ai',
      { ...ASKED, top_n: 1 },
      {
        model: 'm-1',
        query: 'capital?',
        documents: ['Rome', 'Oslo'],
        top_n: 1,
        return_documents: false,
      },
    ],
    [
      'voyage',
      { ...ASKED, top_n: 1, truncation: false },
      {
        model: 'm-1',
        query: 'capital?',
        documents: ['Rome', 'Oslo'],
        top_k: 1,
        return_documents: false,
        truncation: false,
      },
    ],
    [
      'cohere',
      { ...ASKED, documents: [{ title: 'A', body: 'b' }], rank_fields: ['title', 'body'] },
      { model: 'm-1', query: 'capital?', documents: ['title: A\nbody: b'] },
    ],
  ])('%s %j', (id, asked, sent) => {
    expect(rerankOf(id).encode(asked, TARGET)).toEqual(sent);
  });

  it('names Bedrock’s model by its ARN and asks for every document', () => {
    const target = { ...TARGET, model: 'cohere.rerank-v3-5:0', params: { aws_region_name: 'us-west-2' } };
    expect(rerankOf('bedrock').encode(ASKED, target)).toEqual({
      queries: [{ type: 'TEXT', textQuery: { text: 'capital?' } }],
      sources: ['Rome', 'Oslo'].map((text) => ({
        type: 'INLINE',
        inlineDocumentSource: { type: 'TEXT', textDocument: { text } },
      })),
      rerankingConfiguration: {
        type: 'BEDROCK_RERANKING_MODEL',
        bedrockRerankingConfiguration: {
          modelConfiguration: {
            modelArn: 'arn:aws:bedrock:us-west-2::foundation-model/cohere.rerank-v3-5:0',
          },
          numberOfResults: 2,
        },
      },
    });
  });

  it.each(['jina_ai', 'voyage', 'bedrock'])('%s refuses the bound it does not have, by name', (id) => {
    const encoded = rerankOf(id).encode({ ...ASKED, max_tokens_per_doc: 9 }, TARGET);
    expect(encoded).toMatchObject({ class: 'UnsupportedParamsError', param: 'max_tokens_per_doc' });
  });
});

describe('what a client gets', () => {
  const decode = (id: string, reply: Json, body: JsonObject = ASKED) =>
    rerankOf(id).decode(reply, { body, model: 'public', id: 'rerank-1', created: 1, headers: {} });

  it('of Bedrock is billed as one query for up to 100 documents', () => {
    const reply = { results: [{ index: 1, relevanceScore: 0.5 }] };
    expect(decode('bedrock', reply)).toMatchObject({
      body: {
        id: 'rerank-1',
        model: 'public',
        results: [{ index: 1, relevance_score: 0.5 }],
        meta: { billed_units: { search_units: 1 } },
      },
      usage: { searchUnits: 1 },
    });
    const many = { ...ASKED, documents: Array.from({ length: 101 }, () => 'x') };
    expect(decode('bedrock', reply, many)).toMatchObject({ usage: { searchUnits: 2 } });
  });

  it('has the documents as they were given, where they were asked for', () => {
    const body = { ...ASKED, documents: ['Rome', { text: 'Oslo', id: 7 }], return_documents: true };
    const reply = { results: [{ index: 1, relevance_score: 0.5 }], usage: { total_tokens: 4 } };
    expect(decode('jina_ai', reply, body)).toMatchObject({
      body: { results: [{ index: 1, relevance_score: 0.5, document: { text: 'Oslo', id: 7 } }] },
      usage: { inputTokens: 4 },
    });
  });

  it.each(['cohere', 'jina_ai', 'voyage', 'bedrock'])('%s: is never a 200 made of something else', (id) => {
    for (const reply of [null, [], {}, { results: [{ index: 0 }] }, { results: 'x' }])
      expect(decode(id, reply)).toMatchObject({ class: 'BadGatewayError' });
  });
});
