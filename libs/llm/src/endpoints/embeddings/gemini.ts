import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { readGeminiError } from '../../providers/gemini/fault.js';
import { type Address, type Target } from '../../providers/provider.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { type Embedded, translatedEmbeddings } from './translated.js';
import { isVector, vectorsIn } from './vectors.js';

/** Names of Google's tasks for the words of others. Source: ai.google.dev, "Embeddings", task types. */
const TASKS: Readonly<Record<string, string>> = {
  query: 'RETRIEVAL_QUERY',
  document: 'RETRIEVAL_DOCUMENT',
  search_query: 'RETRIEVAL_QUERY',
  search_document: 'RETRIEVAL_DOCUMENT',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
};

export function googleTask(inputType: string): string {
  return TASKS[inputType] ?? inputType;
}

/**
 * Embeddings of AI Studio: every text is one request of a batch.
 * Source: ai.google.dev, API reference v1beta, "models.batchEmbedContents".
 * @param address of a method of the deployment's model.
 */
export function geminiEmbeddings(
  address: (target: Target, method: string) => Address | Failure,
): TranslatedEndpoint {
  return translatedEmbeddings({
    label: 'Gemini',
    address: (target) => address(target, 'batchEmbedContents'),
    readError: readGeminiError,
    encode({ texts, dimensions, inputType, extra }, target) {
      const model = target.model.includes('/') ? target.model : `models/${target.model}`;
      const said = {
        ...(dimensions === null ? {} : { outputDimensionality: dimensions }),
        ...(inputType === null ? {} : { taskType: googleTask(inputType) }),
      };
      return {
        requests: texts.map((text) => ({ model, content: { parts: [{ text }] }, ...said, ...extra })),
      };
    },
    decode,
  });
}

function decode(reply: Json): Embedded | null {
  if (!isJsonObject(reply) || !Array.isArray(reply['embeddings'])) return null;
  const vectors = reply['embeddings'].map((embedding) =>
    isJsonObject(embedding) && isVector(embedding['values']) ? embedding['values'] : null,
  );
  const usage = reply['usageMetadata'];
  const tokens = isJsonObject(usage) ? usage['promptTokenCount'] : null;
  const all = vectorsIn(vectors);
  return all && { vectors: all, inputTokens: typeof tokens === 'number' ? tokens : null };
}
