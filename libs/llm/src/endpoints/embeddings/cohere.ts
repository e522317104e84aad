import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { readCohereError } from '../../providers/cohere/fault.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { type Embedded, type TextEmbeddingRequest, translatedEmbeddings } from './translated.js';
import { vectorsIn } from './vectors.js';

/** Cohere wants to be told what vectors are for; a client that does not say stores documents, as LiteLLM assumes. */
const DEFAULT_INPUT_TYPE = 'search_document';

/** Words of others for Cohere's input types. */
const INPUT_TYPES: Readonly<Record<string, string>> = { query: 'search_query', document: 'search_document' };

/** Source: docs.cohere.com, API reference v2, "Embed". */
export function cohereEmbeddings(address: TranslatedEndpoint['address']): TranslatedEndpoint {
  return translatedEmbeddings({
    label: 'Cohere',
    address,
    readError: readCohereError,
    encode: (request, target) => ({ model: target.model, ...cohereEmbedBody(request) }),
    decode: decodeCohereEmbeddings,
  });
}

/** The body without the model's name, which Bedrock has in its path. */
export function cohereEmbedBody({ texts, dimensions, inputType, extra }: TextEmbeddingRequest): JsonObject {
  return {
    ...extra,
    texts: [...texts],
    input_type: inputType === null ? DEFAULT_INPUT_TYPE : (INPUT_TYPES[inputType] ?? inputType),
    embedding_types: ['float'],
    ...(dimensions === null ? {} : { output_dimension: dimensions }),
  };
}

export function decodeCohereEmbeddings(reply: Json): Embedded | null {
  if (!isJsonObject(reply)) return null;
  const { embeddings, meta } = reply;
  const vectors = vectorsIn(isJsonObject(embeddings) ? embeddings['float'] : embeddings);
  const billed = isJsonObject(meta) && isJsonObject(meta['billed_units']) ? meta['billed_units'] : {};
  const tokens = billed['input_tokens'];
  return vectors && { vectors, inputTokens: typeof tokens === 'number' ? tokens : null };
}
