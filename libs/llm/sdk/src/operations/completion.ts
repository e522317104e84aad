import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { jsonAnswer } from './answers.js';
import { AnswerStream } from './answer-stream.js';
import { type ChunkStream } from './chunk-stream.js';

/** OpenAI's parameters of a chat, for every provider, and where the call goes. */
export interface CompletionParams
  extends
    Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model' | 'stream' | 'metadata'>,
    CallParams,
    TargetParams {
  /** `provider/model`: `anthropic/claude-sonnet-4-5`; well-known names stand alone: `gpt-4o`. */
  model: string;
  /** True: the answer comes in chunks. */
  stream?: boolean | null | undefined;
}

/** What a model thought before it answered, as far as its provider tells. */
export interface Reasoning {
  reasoning_content?: string | null;
  /** Thoughts with the provider's signatures: sent back as they are, the model goes on from them. */
  thinking_blocks?: unknown[];
}

export type CompletionMessage = OpenAI.ChatCompletionMessage & Reasoning;

/** A whole answer, in OpenAI's shape, whoever gave it. */
export interface Completion extends Omit<OpenAI.ChatCompletion, 'choices'> {
  choices: (Omit<OpenAI.ChatCompletion.Choice, 'message'> & { message: CompletionMessage })[];
}

/** A piece of a streamed answer, in OpenAI's shape. */
export interface CompletionChunk extends Omit<OpenAI.ChatCompletionChunk, 'choices'> {
  choices: (Omit<OpenAI.ChatCompletionChunk.Choice, 'delta'> & {
    delta: OpenAI.ChatCompletionChunk.Choice.Delta & Reasoning;
  })[];
}

export type CompletionStream = ChunkStream<CompletionChunk>;

export interface CompletionFunction {
  (params: CompletionParams & { stream: true }, options?: CallOptions): Promise<CompletionStream>;
  (
    params: CompletionParams & { stream?: false | null | undefined },
    options?: CallOptions,
  ): Promise<Completion>;
  (params: CompletionParams, options?: CallOptions): Promise<Completion | CompletionStream>;
}

export function completionOn(caller: Caller): CompletionFunction {
  function completion(
    params: CompletionParams & { stream: true },
    options?: CallOptions,
  ): Promise<CompletionStream>;
  function completion(
    params: CompletionParams & { stream?: false | null | undefined },
    options?: CallOptions,
  ): Promise<Completion>;
  function completion(
    params: CompletionParams,
    options?: CallOptions,
  ): Promise<Completion | CompletionStream>;
  async function completion(
    params: CompletionParams,
    options: CallOptions = {},
  ): Promise<Completion | CompletionStream> {
    if (params.stream !== true) return jsonAnswer(caller, 'chat', { ...params }, options);
    return new AnswerStream(await caller.open('chat', { ...params }, options), options.signal);
  }
  return completion;
}
