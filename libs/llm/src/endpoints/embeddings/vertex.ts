import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { count } from '../../providers/count.js';
import { readGeminiError } from '../../providers/gemini/fault.js';
import { type Address, type Target } from '../../providers/provider.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { googleTask } from './gemini.js';
import { type Embedded, translatedEmbeddings } from './translated.js';
import { isVector, vectorsIn } from './vectors.js';

/** Of the further members of a body, those that belong to an instance or to the parameters of a prediction. */
const PARAMETERS = { auto_truncate: 'autoTruncate', autoTruncate: 'autoTruncate' } as const;

/**
 * Text embeddings of Vertex AI by `predict`. Source: Vertex AI API reference, "Text embeddings API".
 * @param address of a method of the deployment's model.
 */
export function vertexEmbeddings(
  address: (target: Target, method: string) => Address | Failure,
): TranslatedEndpoint {
  return translatedEmbeddings({
    label: 'Google Vertex AI',
    address: (target) => address(target, 'predict'),
    readError: readGeminiError,
    encode({ texts, dimensions, inputType, extra }, _target, problems) {
      const parameters: JsonObject = dimensions === null ? {} : { outputDimensionality: dimensions };
      const instance: JsonObject = inputType === null ? {} : { task_type: googleTask(inputType) };
      for (const [member, value] of Object.entries(extra)) {
        if (member === 'title') instance['title'] = value;
        else if (member === 'auto_truncate' || member === 'autoTruncate')
          parameters[PARAMETERS[member]] = value;
        else problems.unsupported(member);
      }
      return {
        instances: texts.map((content) => ({ content, ...instance })),
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      };
    },
    decode,
  });
}

function decode(reply: Json): Embedded | null {
  if (!isJsonObject(reply) || !Array.isArray(reply['predictions'])) return null;
  let inputTokens = 0;
  let told = true;
  const vectors = reply['predictions'].map((prediction) => {
    const embeddings = isJsonObject(prediction) ? prediction['embeddings'] : null;
    if (!isJsonObject(embeddings) || !isVector(embeddings['values'])) return null;
    const statistics = embeddings['statistics'];
    if (isJsonObject(statistics)) inputTokens += count(statistics['token_count']);
    else told = false;
    return embeddings['values'];
  });
  const all = vectorsIn(vectors);
  return all && { vectors: all, inputTokens: told ? inputTokens : null };
}
