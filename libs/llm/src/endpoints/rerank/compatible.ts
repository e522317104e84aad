import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { readEndpointUsage } from '../usage.js';
import { rankingIn } from './rerank-reply.js';
import { type RerankRequest } from './rerank-request.js';
import { type Ranking, translatedRerank } from './translated.js';

/** `usual`: members as Jina's, which vLLM, Together, Infinity and most others share. `voyage`: its own names. */
export type RerankDialect = 'usual' | 'voyage';

export interface CompatibleReranker {
  readonly label: string;
  readonly address: TranslatedEndpoint['address'];
  readonly readError: TranslatedEndpoint['readError'];
  readonly dialect: RerankDialect;
}

/** Reranking as most providers have it. Sources: jina.ai/reranker, docs.together.ai, docs.vllm.ai, docs.voyageai.com. */
export function compatibleRerank({
  label,
  address,
  readError,
  dialect,
}: CompatibleReranker): TranslatedEndpoint {
  return translatedRerank({
    label,
    address,
    readError,
    encode(request, target, problems) {
      if (request.maxTokensPerDoc !== null) problems.unsupported('max_tokens_per_doc');
      return { model: target.model, ...bodyOf(request, dialect) };
    },
    decode,
  });
}

function bodyOf({ query, documents, topN, extra }: RerankRequest, dialect: RerankDialect): JsonObject {
  const best = dialect === 'voyage' ? 'top_k' : 'top_n';
  return {
    ...extra,
    query,
    documents: documents.map(({ text }) => text),
    ...(topN === null ? {} : { [best]: topN }),
    // The client's documents are at hand here; to send them back and forth would only cost time.
    return_documents: false,
  };
}

function decode(reply: Json): Ranking | null {
  if (!isJsonObject(reply)) return null;
  const ranking = rankingIn(reply['results'] ?? reply['data'], 'relevance_score');
  const { usage, meta } = reply;
  const stated = usage ?? (isJsonObject(meta) ? meta['tokens'] : undefined) ?? null;
  return ranking && { ranking, usage: readEndpointUsage(stated), id: reply['id'] };
}
