import { isJsonObject, type Json } from '@tollgate/core';
import { readBedrockError } from '../../providers/bedrock/fault.js';
import { type Target } from '../../providers/provider.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { rankingIn, searchUnits } from './rerank-reply.js';
import { type Ranking, translatedRerank } from './translated.js';

/**
 * Rerank of Bedrock's agent runtime. Source: Amazon Bedrock API reference, "Rerank".
 * @param modelArn the model's ARN in the region that is called.
 */
export function bedrockRerank(
  address: TranslatedEndpoint['address'],
  modelArn: (target: Target) => string,
): TranslatedEndpoint {
  return translatedRerank({
    label: 'Amazon Bedrock',
    address,
    readError: readBedrockError,
    encode({ query, documents, topN, maxTokensPerDoc, extra }, target, problems) {
      if (maxTokensPerDoc !== null) problems.unsupported('max_tokens_per_doc');
      for (const member of Object.keys(extra)) problems.unsupported(member);
      return {
        queries: [{ type: 'TEXT', textQuery: { text: query } }],
        sources: documents.map(({ text }) => ({
          type: 'INLINE',
          inlineDocumentSource: { type: 'TEXT', textDocument: { text } },
        })),
        rerankingConfiguration: {
          type: 'BEDROCK_RERANKING_MODEL',
          bedrockRerankingConfiguration: {
            modelConfiguration: { modelArn: modelArn(target) },
            // Without a number AWS returns fewer than were given.
            numberOfResults: Math.min(topN ?? documents.length, documents.length),
          },
        },
      };
    },
    decode,
  });
}

/** AWS bills a query with up to this many documents as one. Source: Amazon Bedrock pricing, "Rerank". */
const DOCUMENTS_PER_QUERY = 100;

function decode(reply: Json, documents: number): Ranking | null {
  const ranking = isJsonObject(reply) ? rankingIn(reply['results'], 'relevanceScore') : null;
  const queries = Math.max(1, Math.ceil(documents / DOCUMENTS_PER_QUERY));
  return ranking && { ranking, usage: searchUnits(queries) };
}
