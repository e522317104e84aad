import { type Caller } from '../calls/caller.js';
import { type CompletionFunction, completionOn } from './completion.js';
import { type EmbeddingFunction, embeddingOn } from './embedding.js';
import { type ImageGenerationFunction, imageGenerationOn } from './image-generation.js';
import { type ModerationFunction, moderationOn } from './moderation.js';
import { type RerankFunction, rerankOn } from './rerank.js';
import { type SpeechFunction, speechOn } from './speech.js';
import { type TranscriptionFunction, transcriptionOn } from './transcription.js';

/** Every kind of call. */
export interface Operations {
  readonly completion: CompletionFunction;
  readonly embedding: EmbeddingFunction;
  readonly imageGeneration: ImageGenerationFunction;
  readonly moderation: ModerationFunction;
  readonly rerank: RerankFunction;
  readonly speech: SpeechFunction;
  readonly transcription: TranscriptionFunction;
}

export function operationsOn(caller: Caller): Operations {
  return {
    completion: completionOn(caller),
    embedding: embeddingOn(caller),
    imageGeneration: imageGenerationOn(caller),
    moderation: moderationOn(caller),
    rerank: rerankOn(caller),
    speech: speechOn(caller),
    transcription: transcriptionOn(caller),
  };
}
