import { type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { newId } from '../../ids.js';

/** A whole reply. Source: docs.mistral.ai, API reference, "ChatCompletionResponse". */
export function wholeReply(model: string, answer: Answer, usage: Usage): JsonObject {
  const text = answer.pieces.join('');
  const content = answer.reasoning === null ? text : [thinking(answer.reasoning), { type: 'text', text }];
  return {
    ...head(model, 'chat.completion'),
    usage: usageBlock(usage),
    choices: [
      {
        index: 0,
        finish_reason: finishReason(answer.finish),
        message: { role: 'assistant', tool_calls: calls(answer), content },
      },
    ],
  };
}

/** A streamed reply: thoughts and text in pieces, calls whole, usage beside the finish reason, `[DONE]`. */
export function streamedReply(
  model: string,
  answer: Answer,
  usage: Usage,
  faults: readonly Fault[],
): WireEvent[] {
  const shared = head(model, 'chat.completion.chunk');
  const chunk = (delta: JsonObject, more: JsonObject = {}, beside: JsonObject = {}): WireEvent => ({
    data: JSON.stringify({
      ...shared,
      choices: [{ index: 0, delta, finish_reason: null, ...more }],
      ...beside,
    }),
  });
  const mode = findFault(faults, 'usage')?.mode;
  const told = mode === 'missing' ? {} : { usage: usageBlock(usage) };
  const running = mode === 'every-event' ? told : {};
  const toolCalls = calls(answer);
  const finish = { finish_reason: finishReason(answer.finish) };
  return [
    chunk({ role: 'assistant', content: '' }, {}, running),
    ...toPieces(answer.reasoning ?? '').map((piece) => chunk({ content: [thinking(piece)] }, {}, running)),
    ...answer.pieces.map((content) => chunk({ content }, {}, running)),
    toolCalls === null
      ? chunk({ content: '' }, finish, told)
      : chunk({ content: null, tool_calls: toolCalls }, finish, told),
    { data: '[DONE]', endMark: true },
  ];
}

function head(model: string, object: string): JsonObject {
  return { id: newId('', 32).toLowerCase(), object, created: Math.floor(Date.now() / 1000), model };
}

function thinking(text: string): JsonObject {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}

function calls(answer: Answer): JsonObject[] | null {
  if (answer.toolCalls.length === 0) return null;
  return answer.toolCalls.map((call, index) => ({
    id: newId('', 9),
    function: { name: call.name, arguments: call.arguments },
    index,
  }));
}

function usageBlock(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.inputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    completion_tokens: usage.outputTokens,
  };
}

function finishReason(finish: Finish): string {
  switch (finish) {
    case 'length':
      return 'length';
    case 'tool-calls':
      return 'tool_calls';
    case 'stop':
    case 'stop-sequence':
    case 'refusal':
    case 'pause':
      return 'stop';
  }
}
