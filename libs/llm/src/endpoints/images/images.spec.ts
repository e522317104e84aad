import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { isFailure, type Target } from '../../providers/provider.js';
import { findProvider } from '../../providers/registry.js';
import { endpointAbility, type TranslatedEndpoint } from '../endpoint-ability.js';

const TARGET: Target = {
  model: 'imagen-4.0-generate-001',
  baseUrl: null,
  apiKey: 'key-1',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};
const GEMINI = { ...TARGET, model: 'gemini-2.5-flash-image' };

function imagesOf(id: string): TranslatedEndpoint {
  const provider = findProvider(id);
  const ability = provider && endpointAbility(provider, 'images');
  if (!ability || 'cannot' in ability || ability.kind !== 'translated')
    throw new Error(`${id} has no images`);
  return ability;
}

describe('pictures of Google’s models', () => {
  it.each<[string, Target, string]>([
    [
      'gemini',
      TARGET,
      'https://generativelanguage.googleapis.com/v1beta/models/imagen-4.0-generate-001:predict',
    ],
    [
      'gemini',
      GEMINI,
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash-image:generateContent',
    ],
    [
      'vertex_ai',
      { ...TARGET, apiKey: null, params: { vertex_project: 'p', vertex_location: 'us-east4' } },
      'https://us-east4-aiplatform.googleapis.com/v1/projects/p/locations/us-east4/publishers/google/models/imagen-4.0-generate-001:predict',
    ],
  ])('of %s are asked for where the model has them', (id, target, url) => {
    const address = imagesOf(id).address(target);
    expect(isFailure(address) ? address.message : address.url).toBe(url);
  });

  it('are asked for in each model’s words', () => {
    const asked = { model: 'm', prompt: 'An otter', n: 2, size: '1024x1792', response_format: 'b64_json' };
    expect(imagesOf('gemini').encode(asked, TARGET)).toEqual({
      instances: [{ prompt: 'An otter' }],
      parameters: { sampleCount: 2, aspectRatio: '9:16' },
    });
    expect(imagesOf('gemini').encode({ ...asked, n: 1, size: '1536x1024' }, GEMINI)).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'An otter' }] }],
      generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '3:2' } },
    });
  });

  it.each<[Target, JsonObject, string]>([
    [TARGET, { n: 5 }, 'n'],
    [TARGET, { n: 0 }, 'n'],
    [GEMINI, { n: 2 }, 'n'],
    [TARGET, { size: '1536x1024' }, 'size'],
    [TARGET, { size: 'large' }, 'size'],
    [TARGET, { response_format: 'url' }, 'response_format'],
    [TARGET, { quality: 'hd' }, 'quality'],
    [TARGET, { prompt: 7 }, 'prompt'],
  ])('refuse by name what %j cannot do: %j', (target, asked, param) => {
    expect(imagesOf('gemini').encode({ prompt: 'x', ...asked }, target)).toMatchObject({ param });
  });

  const context = { body: {}, model: 'm', id: 'x', created: 1_700_000_000, headers: {} };

  it('come as base64; Imagen is billed by the piece, Gemini by its tokens', () => {
    const imagen = { predictions: [{ mimeType: 'image/png', bytesBase64Encoded: 'aGk=' }] };
    expect(imagesOf('gemini').decode(imagen, context)).toMatchObject({
      body: { created: 1_700_000_000, data: [{ b64_json: 'aGk=' }] },
      usage: { outputImages: 1, outputTokens: 0 },
    });
    const gemini = {
      candidates: [
        { content: { parts: [{ text: 'Here:' }, { inlineData: { mimeType: 'image/png', data: 'aGk=' } }] } },
      ],
      usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1_290, totalTokenCount: 1_299 },
    };
    const decoded = imagesOf('gemini').decode(gemini, context);
    expect(decoded).toMatchObject({
      body: { data: [{ b64_json: 'aGk=' }] },
      usage: { inputTokens: 9, outputTokens: 1_290 },
    });
    expect(decoded).not.toHaveProperty('usage.outputImages');
  });

  it('that were filtered away are no empty success', () => {
    for (const reply of [null, {}, { predictions: [{ raiFilteredReason: 'x' }] }, { candidates: [{}] }])
      expect(imagesOf('gemini').decode(reply, context)).toMatchObject({ class: 'BadGatewayError' });
  });
});
