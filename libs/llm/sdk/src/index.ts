import { Engine } from './calls/engine.js';
import { serveOneModel } from './calls/one-model.js';
import { operationsOn } from './operations/operations.js';

export { type CallOptions, type CallParams, type TargetParams } from './calls/call-params.js';
export { type CallRecord, type CallUsage } from './calls/call-record.js';
export { onCall } from './calls/call-listeners.js';
export { callOf } from './calls/results.js';
export * from './errors/errors.js';
export { completionCost, type CostQuestion, type TokenCounts } from './models/completion-cost.js';
export {
  getModelInfo,
  getSupportedOpenAIParams,
  type ModelInfo,
  type ModelPrices,
  type TokenPrices,
} from './models/model-info.js';
export * from './models/supports.js';
export { tokenCounter, type TokenQuestion } from './models/token-counter.js';
export { type ChunkStream } from './operations/chunk-stream.js';
export {
  type Completion,
  type CompletionChunk,
  type CompletionFunction,
  type CompletionMessage,
  type CompletionParams,
  type CompletionStream,
  type Reasoning,
} from './operations/completion.js';
export { type Embedding, type EmbeddingParams } from './operations/embedding.js';
export { type ImageGeneration, type ImageGenerationParams } from './operations/image-generation.js';
export { type Moderation, type ModerationParams } from './operations/moderation.js';
export { type Operations } from './operations/operations.js';
export { type RankedDocument, type Rerank, type RerankParams } from './operations/rerank.js';
export { type SpeechParams } from './operations/speech.js';
export { type Transcription, type TranscriptionParams } from './operations/transcription.js';
export { type Fallbacks, type RouterModel, type RouterOptions } from './router/router-options.js';
export { ConfigurationError, Router } from './router/router.js';

const operations = operationsOn(new Engine(serveOneModel));

/** Asks a model: `await completion({ model: 'anthropic/claude-sonnet-4-5', messages })`; with `stream: true` in chunks. */
export const completion = operations.completion;
/** Vectors of texts. */
export const embedding = operations.embedding;
/** Pictures of a description. */
export const imageGeneration = operations.imageGeneration;
/** Is a text harmful, and how? */
export const moderation = operations.moderation;
/** Documents in the order of their relevance to a query. */
export const rerank = operations.rerank;
/** Speaks a text. */
export const speech = operations.speech;
/** Writes down what a recording says. */
export const transcription = operations.transcription;
