import { type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish, type ToolCall } from '../../answers/answer.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { newId } from '../../ids.js';

/** Any text: clients must send it back unchanged and may not read it. */
const SIGNATURE = Buffer.from('signature of a thought').toString('base64');

/** A whole GenerateContentResponse. Source: Gemini API reference, "Generating content". */
export function wholeReply(model: string, answer: Answer, usage: Usage): JsonObject {
  const text = answer.pieces.join('');
  const parts = [...thoughts(answer), ...(text === '' ? [] : [{ text }]), ...calls(answer)];
  return response(model, newId('', 22), parts, usageMetadata(usage), finishReason(answer.finish));
}

/** A streamed reply: responses that each bring a part, cumulative usage in all, the reason in the last. There is no end mark. */
export function streamedReply(
  model: string,
  answer: Answer,
  usage: Usage,
  faults: readonly Fault[],
): WireEvent[] {
  const id = newId('', 22);
  const parts = [...thoughts(answer), ...answer.pieces.map((text) => ({ text })), ...calls(answer)];
  const mode = findFault(faults, 'usage')?.mode;
  const responses = parts.map((part, at) =>
    response(
      model,
      id,
      [part],
      mode === 'missing' ? null : usageMetadata(partOf(usage, at + 1, parts.length)),
    ),
  );
  const last = response(
    model,
    id,
    [{ text: '' }],
    mode === 'missing' ? null : usageMetadata(usage),
    finishReason(answer.finish),
  );
  return [...responses, last].map((body, at, all) => ({
    data: JSON.stringify(body),
    endMark: at === all.length - 1,
  }));
}

function response(
  model: string,
  responseId: string,
  parts: readonly JsonObject[],
  usage: JsonObject | null,
  finish?: string,
): JsonObject {
  const content = { role: 'model', parts: [...parts] };
  return {
    candidates: [{ content, ...(finish === undefined ? {} : { finishReason: finish }), index: 0 }],
    ...(usage === null ? {} : { usageMetadata: usage }),
    modelVersion: model,
    responseId,
  };
}

function thoughts({ reasoning }: Answer): JsonObject[] {
  return reasoning === null ? [] : [{ text: reasoning, thought: true }];
}

/** Only the first call of a turn is signed. */
function calls({ toolCalls }: Answer): JsonObject[] {
  return toolCalls.map((call, at) => ({
    functionCall: { name: call.name, args: parsedArguments(call) },
    ...(at === 0 ? { thoughtSignature: SIGNATURE } : {}),
  }));
}

function parsedArguments(call: ToolCall): Json {
  try {
    return JSON.parse(call.arguments) as Json;
  } catch {
    return {};
  }
}

/** Gemini says STOP after a call, too. */
function finishReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
    case 'stop-sequence':
    case 'tool-calls':
    case 'pause':
      return 'STOP';
    case 'length':
      return 'MAX_TOKENS';
    case 'refusal':
      return 'SAFETY';
  }
}

/** Thoughts are counted beside the answer; cached tokens within the prompt. */
function usageMetadata(usage: Usage): JsonObject {
  return {
    promptTokenCount: usage.inputTokens,
    candidatesTokenCount: usage.outputTokens - usage.reasoningTokens,
    totalTokenCount: usage.inputTokens + usage.outputTokens,
    ...(usage.cacheReadTokens === 0 ? {} : { cachedContentTokenCount: usage.cacheReadTokens }),
    ...(usage.reasoningTokens === 0 ? {} : { thoughtsTokenCount: usage.reasoningTokens }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.inputTokens }],
  };
}

/** What was used by the time so many parts of all were sent. */
function partOf(usage: Usage, sent: number, all: number): Usage {
  return {
    ...usage,
    outputTokens: Math.max(usage.reasoningTokens, Math.floor((usage.outputTokens * sent) / (all + 1))),
  };
}
