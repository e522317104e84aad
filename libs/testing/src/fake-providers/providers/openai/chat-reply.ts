import { type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish } from '../../answers/answer.js';
import { type ChatBody } from './chat-schema.js';
import { type Dialect } from './dialect.js';
import { newId } from '../../ids.js';

/** A whole chat completion. Source: OpenAI API reference, "The chat completion object". */
export function chatCompletion(body: ChatBody, answer: Answer, usage: Usage, dialect: Dialect): JsonObject {
  return {
    id: newId('chatcmpl-', 29),
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: dialect.servedModel(body.model),
    ...(dialect.contentFilters
      ? { prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }] }
      : {}),
    choices: Array.from({ length: body.n ?? 1 }, (_, index) => ({
      index,
      message: message(answer, dialect),
      logprobs: body.logprobs === true ? logprobs(answer, body.top_logprobs ?? 0) : null,
      finish_reason: finishReason(answer.finish),
      ...(dialect.contentFilters ? { content_filter_results: SAFE } : {}),
    })),
    usage: usageBlock(usage),
    service_tier: 'default',
    system_fingerprint: 'fp_fake000001',
  };
}

function message(answer: Answer, dialect: Dialect): JsonObject {
  const text = answer.pieces.join('');
  const refused = answer.finish === 'refusal';
  return {
    role: 'assistant',
    content: refused || (text === '' && answer.toolCalls.length > 0) ? null : text,
    ...(dialect.reasoningMember !== null && answer.reasoning !== null
      ? { [dialect.reasoningMember]: answer.reasoning }
      : {}),
    refusal: refused ? text : null,
    annotations: [],
    ...(answer.toolCalls.length > 0
      ? {
          tool_calls: answer.toolCalls.map((call) => ({
            id: newId('call_', 24),
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
          })),
        }
      : {}),
  };
}

/** The fakes' finish in OpenAI's words. */
export function finishReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
    case 'stop-sequence':
    case 'pause':
      return 'stop';
    case 'length':
      return 'length';
    case 'tool-calls':
      return 'tool_calls';
    case 'refusal':
      return 'content_filter';
  }
}

export function usageBlock(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens, audio_tokens: usage.inputAudioTokens },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: usage.outputAudioTokens,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** One entry for each piece, all equally likely. */
export function logprobs(answer: Pick<Answer, 'pieces'>, top: number): JsonObject {
  const entry = (token: string) => ({ token, logprob: -0.1, bytes: [...Buffer.from(token)] });
  return {
    content: answer.pieces.map((piece) => ({
      ...entry(piece),
      top_logprobs: Array.from({ length: top }, () => entry(piece)),
    })),
    refusal: null,
  };
}

/** Azure's verdict on harmless content. */
export const SAFE: JsonObject = Object.fromEntries(
  ['hate', 'self_harm', 'sexual', 'violence'].map((kind) => [kind, { filtered: false, severity: 'safe' }]),
);
