import { type Json, type JsonObject, type Usage } from '@tollgate/core';
import { protocolFault } from '../../providers/faults/upstream-fault.js';
import { Problems } from '../../providers/problems.js';
import { isFailure, type Target } from '../../providers/provider.js';
import { requestDefaults } from '../../providers/request-defaults.js';
import { type TranslatedEndpoint } from '../endpoint-ability.js';
import { decodeRerankRequest, type RerankRequest } from './rerank-request.js';
import { type Ranked, rerankReply } from './rerank-reply.js';

/** Reranking of one provider: what sets it apart. */
export interface Reranker {
  readonly label: string;
  readonly address: TranslatedEndpoint['address'];
  readonly readError: TranslatedEndpoint['readError'];
  encode(request: RerankRequest, target: Target, problems: Problems): JsonObject;
  /** @param documents how many were given. null: it is no such reply. */
  decode(reply: Json, documents: number): Ranking | null;
}

export interface Ranking {
  readonly ranking: readonly Ranked[];
  /** null: not said. */
  readonly usage: Usage | null;
  readonly id?: Json | undefined;
}

export function translatedRerank(reranker: Reranker): TranslatedEndpoint {
  return Object.freeze({
    kind: 'translated',
    address: reranker.address,
    readError: reranker.readError,
    encode(body, target) {
      const request = decodeRerankRequest({ ...Object.fromEntries(requestDefaults(target)), ...body });
      if (isFailure(request)) return request;
      const problems = new Problems(reranker.label, target.dropParams);
      const encoded = reranker.encode(request, target, problems);
      return problems.failure ?? encoded;
    },
    decode(reply, asked) {
      const decoded = reranker.decode(reply, countOf(asked.body['documents']));
      if (decoded === null) return protocolFault('The upstream answered with something that is no ranking.');
      return rerankReply(decoded.ranking, decoded.usage, decoded.id, asked);
    },
  } satisfies TranslatedEndpoint);
}

function countOf(documents: Json | undefined): number {
  return Array.isArray(documents) ? documents.length : 0;
}
