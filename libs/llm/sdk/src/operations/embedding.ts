import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { jsonAnswer } from './answers.js';

export interface EmbeddingParams
  extends Omit<OpenAI.EmbeddingCreateParams, 'model'>, CallParams, TargetParams {
  model: string;
  /** Of providers that tell questions from documents: `search_query`, `search_document` … */
  input_type?: string | undefined;
}

export type Embedding = OpenAI.CreateEmbeddingResponse;
export type EmbeddingFunction = (params: EmbeddingParams, options?: CallOptions) => Promise<Embedding>;

export function embeddingOn(caller: Caller): EmbeddingFunction {
  return (params, options) => jsonAnswer(caller, 'embeddings', { ...params }, options);
}
