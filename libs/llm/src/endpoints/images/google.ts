import { type Failure, isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { protocolFault } from '../../providers/faults/upstream-fault.js';
import { findGeminiError, readGeminiError } from '../../providers/gemini/fault.js';
import { toUsage } from '../../providers/gemini/usage.js';
import { Problems } from '../../providers/problems.js';
import { type Address, isFailure, type Target } from '../../providers/provider.js';
import { requestDefaults } from '../../providers/request-defaults.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { decodeImageRequest, type ImageRequest } from './image-request.js';

/** OpenAI's sizes as the shapes Google's models know. Source: ai.google.dev, "Imagen" and "Image generation". */
const SHAPES: Readonly<Record<string, string>> = {
  '1024x1024': '1:1',
  '512x512': '1:1',
  '256x256': '1:1',
  '1536x1024': '3:2',
  '1024x1536': '2:3',
  '1792x1024': '16:9',
  '1024x1792': '9:16',
  '1408x768': '16:9',
  '768x1408': '9:16',
  '1280x896': '4:3',
  '896x1280': '3:4',
};

/** Shapes that Imagen has; Gemini knows them all. */
const IMAGEN_SHAPES = new Set(['1:1', '3:4', '4:3', '9:16', '16:9']);

/**
 * Pictures of Google's models: Imagen by `predict`, Gemini by `generateContent`, one a call.
 * @param address of a method of the deployment's model.
 */
export function googleImages(
  label: string,
  address: (target: Target, method: string) => Address | Failure,
): TranslatedEndpoint {
  return Object.freeze({
    kind: 'translated',
    address: (target) => address(target, isImagen(target.model) ? 'predict' : 'generateContent'),
    readError: readGeminiError,
    encode(body, target) {
      const request = decodeImageRequest({ ...Object.fromEntries(requestDefaults(target)), ...body });
      if (isFailure(request)) return request;
      const problems = new Problems(label, target.dropParams);
      for (const member of Object.keys(request.extra)) problems.unsupported(member);
      const encoded = isImagen(target.model) ? imagenBody(request, problems) : geminiBody(request, problems);
      return problems.failure ?? encoded;
    },
    decode(reply, { created }) {
      const fault = isJsonObject(reply) ? findGeminiError(reply) : null;
      if (fault) return fault;
      const pictures = picturesIn(reply);
      if (pictures.length === 0) return protocolFault('The upstream answered without a picture.');
      return {
        body: {
          created,
          data: pictures.map((picture) => ({ b64_json: picture })),
        },
        usage: usageOf(reply, pictures.length),
      };
    },
  } satisfies TranslatedEndpoint);
}

function isImagen(model: string): boolean {
  return /(?:^|\/)(?:imagen|imagegeneration)/.test(model);
}

function shapeOf(
  { size }: ImageRequest,
  problems: Problems,
  known: (shape: string) => boolean,
): string | null {
  if (size === null) return null;
  const shape = SHAPES[size] ?? (/^\d+:\d+$/.test(size) ? size : null);
  if (shape !== null && known(shape)) return shape;
  problems.refuse(
    'size',
    `must be one of ${Object.keys(SHAPES)
      .filter((name) => known(SHAPES[name] ?? ''))
      .join(', ')}`,
  );
  return null;
}

function imagenBody(request: ImageRequest, problems: Problems): JsonObject {
  const shape = shapeOf(request, problems, (name) => IMAGEN_SHAPES.has(name));
  if (request.n > 4) problems.refuse('n', 'must be at most 4');
  return {
    instances: [{ prompt: request.prompt }],
    parameters: { sampleCount: request.n, ...(shape === null ? {} : { aspectRatio: shape }) },
  };
}

function geminiBody(request: ImageRequest, problems: Problems): JsonObject {
  const shape = shapeOf(request, problems, () => true);
  if (request.n > 1) problems.refuse('n', 'must be 1: Gemini makes one picture a call');
  return {
    contents: [{ role: 'user', parts: [{ text: request.prompt }] }],
    generationConfig: {
      responseModalities: ['IMAGE'],
      ...(shape === null ? {} : { imageConfig: { aspectRatio: shape } }),
    },
  };
}

/** Base64 of the pictures, in order. */
function picturesIn(reply: Json): string[] {
  if (!isJsonObject(reply)) return [];
  const predictions = objects(reply['predictions']).map((prediction) => prediction['bytesBase64Encoded']);
  const parts = objects(reply['candidates']).flatMap(({ content }) =>
    isJsonObject(content) ? objects(content['parts']) : [],
  );
  const inline = parts.map(({ inlineData }) => (isJsonObject(inlineData) ? inlineData['data'] : null));
  return [...predictions, ...inline].filter((picture) => typeof picture === 'string');
}

/** Gemini counts tokens, Imagen is billed by the piece. */
function usageOf(reply: Json, pictures: number): Usage {
  const stated = isJsonObject(reply) ? reply['usageMetadata'] : undefined;
  return (stated === undefined ? null : toUsage(stated)) ?? { ...NO_USAGE, outputImages: pictures };
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
