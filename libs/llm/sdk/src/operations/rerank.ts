import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { jsonAnswer } from './answers.js';

/** Cohere's parameters, for every provider that reranks. */
export interface RerankParams extends CallParams, TargetParams {
  model: string;
  query: string;
  documents: (string | Record<string, unknown>)[];
  /** So many of the best; all by default. */
  top_n?: number | undefined;
  return_documents?: boolean | undefined;
  max_chunks_per_doc?: number | undefined;
}

export interface RankedDocument {
  /** Its place in `documents`. */
  index: number;
  relevance_score: number;
  document?: { text: string };
}

/** The documents, most relevant first. */
export interface Rerank {
  id: string;
  results: RankedDocument[];
  meta?: unknown;
}

export type RerankFunction = (params: RerankParams, options?: CallOptions) => Promise<Rerank>;

export function rerankOn(caller: Caller): RerankFunction {
  return (params, options) => jsonAnswer(caller, 'rerank', { ...params }, options);
}
