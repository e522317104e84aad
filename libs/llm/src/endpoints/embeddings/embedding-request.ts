import { type Failure, type Json, type JsonObject } from '@tollgate/core';
import { BodyReader } from '../../surfaces/body-reader.js';

/** One request of `POST /v1/embeddings`. Source: OpenAI API reference, "Create embeddings". */
export interface EmbeddingRequest {
  readonly input: EmbeddingInput;
  readonly dimensions: number | null;
  readonly encodingFormat: EncodingFormat;
  /** What the vectors are for (`input_type` of Cohere and Voyage, `task_type` of Google); null: not said. */
  readonly inputType: string | null;
  /** Members beyond OpenAI's, for the provider. */
  readonly extra: JsonObject;
}

export type EncodingFormat = 'float' | 'base64';

export type EmbeddingInput =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  /** Lists of token numbers, one a text. */
  | { readonly kind: 'tokens'; readonly lists: readonly (readonly number[])[] };

/** OpenAI's own bound; no provider takes more in one call. */
const MOST_INPUTS = 2_048;
const OWN_MEMBERS = new Set([
  'model',
  'input',
  'dimensions',
  'encoding_format',
  'input_type',
  'task_type',
  'user',
]);

/** @returns a Failure whose `param` names the member to correct. */
export function decodeEmbeddingRequest(body: JsonObject): EmbeddingRequest | Failure {
  const reader = new BodyReader();
  const format = body['encoding_format'] ?? null;
  const request: EmbeddingRequest = {
    input: readInput(body['input'], reader),
    dimensions: reader.optionalInteger(body['dimensions'], 'dimensions', 1),
    encodingFormat:
      format === null ? 'float' : (reader.oneOf(format, 'encoding_format', ['float', 'base64']) ?? 'float'),
    inputType:
      reader.optionalString(body['input_type'], 'input_type') ??
      reader.optionalString(body['task_type'], 'task_type'),
    extra: Object.fromEntries(Object.entries(body).filter(([member]) => !OWN_MEMBERS.has(member))),
  };
  return reader.failure ?? request;
}

function readInput(value: Json | undefined, reader: BodyReader): EmbeddingInput {
  if (typeof value === 'string') return texts([value], reader);
  const items = reader.array(value, 'input');
  if (items.length === 0 || items.length > MOST_INPUTS)
    reader.refuse('input', `must hold 1 to ${MOST_INPUTS} items`);
  if (isTokens(items)) return { kind: 'tokens', lists: [items] };
  if (items.every(isTokens)) return { kind: 'tokens', lists: items };
  return texts(
    items.map((item, i) => reader.string(item, `input[${i}]`)),
    reader,
  );
}

function texts(all: readonly string[], reader: BodyReader): EmbeddingInput {
  const empty = all.indexOf('');
  if (empty >= 0) reader.refuse(all.length === 1 ? 'input' : `input[${empty}]`, 'must not be empty');
  return { kind: 'texts', texts: all };
}

function isTokens(value: Json): value is number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'number' && Number.isSafeInteger(item) && item >= 0)
  );
}
