import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { count } from '../../providers/count.js';
import { readBedrockError } from '../../providers/bedrock/fault.js';
import { familyName } from '../../providers/bedrock/model.js';
import { type Problems } from '../../providers/problems.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { cohereEmbedBody, decodeCohereEmbeddings } from './cohere.js';
import { type Embedded, type TextEmbeddingRequest, translatedEmbeddings } from './translated.js';
import { isVector } from './vectors.js';

/**
 * Embedding models of Bedrock by InvokeModel: Amazon Titan and Cohere, each with the body of its maker.
 * Source: Amazon Bedrock user guide, "Amazon Titan Embeddings Text" and "Cohere Embed".
 * @param address of InvokeModel.
 */
export function bedrockEmbeddings(address: TranslatedEndpoint['address']): TranslatedEndpoint {
  return translatedEmbeddings({
    label: 'Amazon Bedrock',
    address,
    readError: readBedrockError,
    encode(request, target, problems) {
      const family = familyName(target);
      if (family.includes('cohere.embed')) return cohereEmbedBody(request);
      if (family.includes('amazon.titan-embed-text')) return titanBody(request, family, problems);
      problems.refuse(
        'model',
        'is not an embedding model of Bedrock that is served here (Titan text, Cohere)',
      );
      return {};
    },
    decode,
  });
}

/** Titan embeds one text a call. */
function titanBody(
  { texts, dimensions, inputType, extra }: TextEmbeddingRequest,
  family: string,
  problems: Problems,
): JsonObject {
  if (texts.length > 1) problems.untranslatable('input', 'more than one text a call for a Titan model');
  const isFirst = family.includes('titan-embed-text-v1');
  if (isFirst && dimensions !== null) problems.unsupported('dimensions');
  if (inputType !== null) problems.unsupported('input_type');
  const body: JsonObject = { ...extra, inputText: texts[0] ?? '' };
  return isFirst || dimensions === null ? body : { ...body, dimensions };
}

function decode(reply: Json, headers: Readonly<Record<string, string>>): Embedded | null {
  if (isJsonObject(reply) && isVector(reply['embedding']))
    return { vectors: [reply['embedding']], inputTokens: count(reply['inputTextTokenCount']) };
  const embedded = decodeCohereEmbeddings(reply);
  // Cohere's own figure does not come through Bedrock; its header does.
  const told = Number(headers['x-amzn-bedrock-input-token-count'] ?? Number.NaN);
  return embedded && { ...embedded, inputTokens: Number.isSafeInteger(told) ? told : embedded.inputTokens };
}
