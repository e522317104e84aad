import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { chatAbility, isCannot, isFailure, type Provider, type Target } from '../provider.js';
import { vertexAi, vertexAiBeta } from './provider.js';

const TARGET: Target = {
  model: 'gemini-2.5-flash',
  baseUrl: null,
  apiKey: null,
  apiVersion: null,
  organization: null,
  headers: {},
  params: { vertex_project: 'proj', vertex_location: 'europe-west4' },
  dropParams: false,
};

function abilityOf(target: Target, provider: Provider = vertexAi) {
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) throw new Error('It chats.');
  return chat;
}

function urlOf(target: Partial<Target>, stream = false, provider: Provider = vertexAi): string {
  const whole = { ...TARGET, ...target };
  const address = abilityOf(whole, provider).address(whole, stream);
  if (isFailure(address)) throw new Error(address.message);
  return address.url;
}

function encode(body: JsonObject, target: Target) {
  const request = openAiChat.decode({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body });
  if (isFailure(request)) throw new Error(request.message);
  return abilityOf(target).encode({ ...request, model: target.model }, target);
}

const PLACE = 'https://europe-west4-aiplatform.googleapis.com/v1/projects/proj/locations/europe-west4';

describe('where Vertex AI is called', () => {
  it.each([
    ['gemini-2.5-flash', false, '/publishers/google/models/gemini-2.5-flash:generateContent'],
    ['gemini-2.5-flash', true, '/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse'],
    ['gemini/123456', false, '/endpoints/123456:generateContent'],
    ['claude-sonnet-4@20250514', false, '/publishers/anthropic/models/claude-sonnet-4@20250514:rawPredict'],
    [
      'claude-sonnet-4@20250514',
      true,
      '/publishers/anthropic/models/claude-sonnet-4@20250514:streamRawPredict',
    ],
    ['mistral-small-2503', true, '/publishers/mistralai/models/mistral-small-2503:streamRawPredict'],
    ['meta/llama-4-maverick-17b-128e-instruct-maas', true, '/endpoints/openapi/chat/completions'],
  ])('%s, streamed: %s', (model, stream, path) => {
    expect(urlOf({ model }, stream)).toBe(PLACE + path);
  });

  it('gives global and the multi-regions their own hosts, and Gemini 3 the global one', () => {
    const at = (vertex_location: string) => urlOf({ params: { vertex_project: 'proj', vertex_location } });
    expect(at('global')).toMatch(
      /^https:\/\/aiplatform\.googleapis\.com\/v1\/projects\/proj\/locations\/global\//,
    );
    expect(at('eu')).toMatch(/^https:\/\/aiplatform\.eu\.rep\.googleapis\.com\//);
    const params = { vertex_project: 'proj' };
    expect(urlOf({ params })).toContain('/locations/us-central1/');
    expect(urlOf({ params, model: 'gemini-3-pro-preview' })).toContain('/locations/global/');
  });

  it('serves the beta by its version, an own api_base by what it holds, and a key by express mode', () => {
    expect(urlOf({}, false, vertexAiBeta)).toContain('/v1beta1/projects/proj/');
    expect(urlOf({ baseUrl: 'http://proxy:1/vertex/' })).toBe(
      'http://proxy:1/vertex/v1/projects/proj/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent',
    );
    expect(urlOf({ apiKey: 'k', params: {} })).toBe(
      'https://aiplatform.googleapis.com/v1/publishers/google/models/gemini-2.5-flash:generateContent',
    );
  });

  it('takes the project from the credentials, and signs in with them', () => {
    const vertex_credentials = { type: 'service_account', project_id: 'inside' };
    const target = { ...TARGET, params: { vertex_credentials } };
    expect(abilityOf(target).address(target, false)).toMatchObject({
      url: expect.stringContaining('/projects/inside/'),
      credential: {
        kind: 'google',
        credentials: '{"type":"service_account","project_id":"inside"}',
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      },
    });
  });

  it('says what is missing', () => {
    expect(() => urlOf({ params: {} })).toThrow('needs a vertex_project');
    expect(() => urlOf({ params: { vertex_project: 'p', vertex_location: 'x/../y' } })).toThrow(
      'vertex_location',
    );
  });
});

describe('Claude on Vertex AI', () => {
  const claude = { ...TARGET, model: 'claude-sonnet-4-5@20250929' };

  it('gets Anthropic’s body, with the version in it and the model out of it', () => {
    const body = encode({ max_tokens: 5, stream: true }, claude);
    expect(body).toEqual({
      anthropic_version: 'vertex-2023-10-16',
      max_tokens: 5,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      stream: true,
    });
  });

  it('gets a schema as a tool it must call, for it has no structured outputs there', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const body = encode(
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } },
      claude,
    );
    expect(body).toMatchObject({ tool_choice: { type: 'tool', name: 'json_tool_call' } });
    expect(body).not.toHaveProperty('output_config');
  });

  it('refuses an image by URL, naming its place and the way out', () => {
    const content = [
      { type: 'text', text: 'What?' },
      { type: 'image_url', image_url: { url: 'https://x.example/a.png' } },
    ];
    expect(encode({ messages: [{ role: 'user', content }] }, claude)).toMatchObject({
      class: 'UnsupportedParamsError',
      param: 'messages[0].content[1]',
      message: expect.stringContaining('data: URL'),
    });
  });
});
