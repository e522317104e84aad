import { type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish, type ToolCall } from '../../answers/answer.js';
import { newId } from '../../ids.js';

/** A whole message. Source: Anthropic API reference, "Create a Message". */
export function wholeMessage(model: string, answer: Answer, usage: Usage): JsonObject {
  return {
    ...messageStart(model),
    content: contentBlocks(answer),
    ...stop(answer),
    usage: usageBlock(usage),
  };
}

/** What is known of a message before its content. */
export function messageStart(model: string): JsonObject {
  return {
    model,
    id: newId('msg_01', 22),
    type: 'message',
    role: 'assistant',
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

/** The answer's blocks, complete: thinking, text, then tool calls. */
export function contentBlocks(answer: Answer): JsonObject[] {
  const text = answer.pieces.join('');
  return [
    ...(answer.reasoning === null
      ? []
      : [{ type: 'thinking', thinking: answer.reasoning, signature: SIGNATURE }]),
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...answer.toolCalls.map(toolUse),
  ];
}

/** Any text: clients must send it back unchanged and may not read it. */
const SIGNATURE = Buffer.from('signature of a thought').toString('base64');

function toolUse(call: ToolCall): JsonObject {
  return { type: 'tool_use', id: newId('toolu_01', 22), name: call.name, input: parsedInput(call.arguments) };
}

/** A whole reply cannot hold broken JSON; a stream can, see message-stream.ts. */
function parsedInput(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

export function stop(answer: Answer): JsonObject {
  return { stop_reason: stopReason(answer.finish), stop_sequence: answer.stopSequence };
}

function stopReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
      return 'end_turn';
    case 'stop-sequence':
      return 'stop_sequence';
    case 'length':
      return 'max_tokens';
    case 'tool-calls':
      return 'tool_use';
    case 'refusal':
      return 'refusal';
    case 'pause':
      return 'pause_turn';
  }
}

/** Anthropic counts cached tokens beside `input_tokens`, not in them. */
export function usageBlock(usage: Usage): JsonObject {
  const written = usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  return {
    input_tokens: usage.inputTokens - usage.cacheReadTokens - written,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: usage.cacheReadTokens,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWriteTokens,
      ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
    },
    output_tokens: usage.outputTokens,
    service_tier: 'standard',
  };
}
