import { isJsonObject, type Json } from '@tollgate/core';
import { readOpenAiError } from '../../providers/faults/openai-error.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { type Embedded, translatedEmbeddings } from './translated.js';
import { vectorsIn } from './vectors.js';

/** Source: docs.ollama.com, "Generate embeddings". Options and `keep_alive` go through as they are. */
export function ollamaEmbeddings(address: TranslatedEndpoint['address']): TranslatedEndpoint {
  return translatedEmbeddings({
    label: 'Ollama',
    address,
    readError: readOpenAiError,
    encode({ texts, dimensions, inputType, extra }, target, problems) {
      if (inputType !== null) problems.unsupported('input_type');
      return {
        ...extra,
        model: target.model,
        input: [...texts],
        ...(dimensions === null ? {} : { dimensions }),
      };
    },
    decode,
  });
}

function decode(reply: Json): Embedded | null {
  if (!isJsonObject(reply)) return null;
  const vectors = vectorsIn(reply['embeddings']);
  const tokens = reply['prompt_eval_count'];
  return vectors && { vectors, inputTokens: typeof tokens === 'number' ? tokens : null };
}
