import { type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { newId } from '../../ids.js';

/** Tokens Cohere itself puts around every prompt; they are counted and not billed. */
const PREAMBLE_TOKENS = 500;

/** A whole reply. Source: docs.cohere.com, "Chat". */
export function wholeReply(answer: Answer, usage: Usage): JsonObject {
  const text = answer.pieces.join('');
  const content = [
    ...(answer.reasoning === null ? [] : [{ type: 'thinking', thinking: answer.reasoning }]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
  ];
  const calls = answer.toolCalls.map(({ name, arguments: args }) => ({
    id: newId(`${name}_`, 12).toLowerCase(),
    type: 'function',
    function: { name, arguments: args },
  }));
  return {
    id: newId('', 32),
    message: {
      role: 'assistant',
      ...(calls.length === 0 ? {} : { tool_plan: planOf(answer), tool_calls: calls }),
      ...(content.length === 0 ? {} : { content }),
    },
    finish_reason: finishReason(answer.finish),
    usage: usageBlock(usage),
  };
}

interface StreamEvent extends JsonObject {
  type: string;
}

/** A streamed reply: message-start, blocks of thinking and text, plan and calls, message-end. */
export function streamedReply(answer: Answer, usage: Usage, faults: readonly Fault[]): WireEvent[] {
  const whole = wholeReply(answer, usage);
  const isMissing = findFault(faults, 'usage')?.mode === 'missing';
  const end = { finish_reason: whole['finish_reason'], ...(isMissing ? {} : { usage: whole['usage'] }) };
  const message = whole['message'] as JsonObject;
  const opening = { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] };
  const thoughts = toPieces(answer.reasoning ?? '');
  const events: StreamEvent[] = [
    { id: whole['id'], type: 'message-start', delta: { message: opening } },
    ...(thoughts.length === 0 ? [] : block(0, 'thinking', thoughts)),
    ...(answer.pieces.length === 0 ? [] : block(thoughts.length === 0 ? 0 : 1, 'text', answer.pieces)),
    ...((message['tool_calls'] as JsonObject[] | undefined) === undefined
      ? []
      : planAndCalls(message, answer)),
    { type: 'message-end', delta: end },
  ];
  return events.map((event) => ({
    event: event.type,
    data: JSON.stringify(event),
    endMark: event.type === 'message-end',
  }));
}

function block(index: number, type: 'text' | 'thinking', pieces: readonly string[]): StreamEvent[] {
  const content = (piece: string) => ({ message: { content: { [type]: piece } } });
  return [
    { type: 'content-start', index, delta: { message: { content: { type, [type]: '' } } } },
    ...pieces.map((piece) => ({ type: 'content-delta', index, delta: content(piece) })),
    { type: 'content-end', index },
  ];
}

function planAndCalls(message: JsonObject, answer: Answer): StreamEvent[] {
  const calls = message['tool_calls'] as { id: string; function: { name: string; arguments: string } }[];
  const delta = (fields: JsonObject) => ({ message: { tool_calls: fields } });
  return [
    ...toPieces(planOf(answer)).map((piece) => ({
      type: 'tool-plan-delta',
      delta: { message: { tool_plan: piece } },
    })),
    ...calls.flatMap(({ id, function: { name, arguments: args } }, index) => [
      {
        type: 'tool-call-start',
        index,
        delta: delta({ id, type: 'function', function: { name, arguments: '' } }),
      },
      ...(args === '{}' ? [] : (args.match(/.{1,10}/gsu) ?? [])).map((part) => ({
        type: 'tool-call-delta',
        index,
        delta: delta({ function: { arguments: part } }),
      })),
      { type: 'tool-call-end', index },
    ]),
  ];
}

function planOf({ toolCalls }: Answer): string {
  return `I will use ${toolCalls.map(({ name }) => name).join(' and ')}.`;
}

function usageBlock({ inputTokens, outputTokens }: Usage): JsonObject {
  return {
    billed_units: { input_tokens: inputTokens, output_tokens: outputTokens },
    tokens: { input_tokens: inputTokens + PREAMBLE_TOKENS, output_tokens: outputTokens + 3 },
    cached_tokens: PREAMBLE_TOKENS,
  };
}

function finishReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
    case 'pause':
      return 'COMPLETE';
    case 'stop-sequence':
      return 'STOP_SEQUENCE';
    case 'length':
      return 'MAX_TOKENS';
    case 'tool-calls':
      return 'TOOL_CALL';
    case 'refusal':
      return 'ERROR_TOXIC';
  }
}
