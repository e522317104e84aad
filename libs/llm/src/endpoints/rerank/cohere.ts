import { isJsonObject, type Json } from '@tollgate/core';
import { count } from '../../providers/count.js';
import { readCohereError } from '../../providers/cohere/fault.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { rankingIn, searchUnits } from './rerank-reply.js';
import { type Ranking, translatedRerank } from './translated.js';

/** Source: docs.cohere.com, API reference v2, "Rerank". */
export function cohereRerank(address: TranslatedEndpoint['address']): TranslatedEndpoint {
  return translatedRerank({
    label: 'Cohere',
    address,
    readError: readCohereError,
    encode: ({ query, documents, topN, maxTokensPerDoc, extra }, target) => ({
      ...extra,
      model: target.model,
      query,
      documents: documents.map(({ text }) => text),
      ...(topN === null ? {} : { top_n: topN }),
      ...(maxTokensPerDoc === null ? {} : { max_tokens_per_doc: maxTokensPerDoc }),
    }),
    decode: decodeCohereRanking,
  });
}

/** Charged by the search unit: a query with up to 100 documents. */
export function decodeCohereRanking(reply: Json): Ranking | null {
  if (!isJsonObject(reply)) return null;
  const ranking = rankingIn(reply['results'], 'relevance_score');
  const { meta } = reply;
  const billed = isJsonObject(meta) && isJsonObject(meta['billed_units']) ? meta['billed_units'] : {};
  const units = count(billed['search_units']);
  return ranking && { ranking, usage: units === 0 ? null : searchUnits(units), id: reply['id'] };
}
