import { type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type Finish, type ToolCall } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { newId } from '../../ids.js';

/** Any text: clients must send it back unchanged and may not read it. */
const SIGNATURE = Buffer.from('signature of a thought').toString('base64');

/** A whole reply. Source: Bedrock API reference, "Converse". */
export function wholeReply(answer: Answer, usage: Usage): JsonObject {
  const text = answer.pieces.join('');
  const reasoning = { reasoningText: { text: answer.reasoning ?? '', signature: SIGNATURE } };
  const content = [
    ...(answer.reasoning === null ? [] : [{ reasoningContent: reasoning }]),
    ...(text === '' ? [] : [{ text }]),
    ...answer.toolCalls.map((call) => ({
      toolUse: { toolUseId: newId('tooluse_', 22), name: call.name, input: parsedInput(call) },
    })),
  ];
  return {
    metrics: { latencyMs: 812 },
    output: { message: { role: 'assistant', content } },
    stopReason: stopReason(answer.finish),
    usage: tokenUsage(usage),
  };
}

/** A streamed reply: events before framing. Source: Bedrock API reference, "ConverseStreamOutput". */
export function streamedReply(answer: Answer, usage: Usage, faults: readonly Fault[]): WireEvent[] {
  const blocks: [string, JsonObject][][] = [
    answer.reasoning === null ? [] : [...reasoningDeltas(answer.reasoning), ['contentBlockStop', {}]],
    answer.pieces.length === 0
      ? []
      : [...answer.pieces.map((text) => delta({ text })), ['contentBlockStop', {}]],
    ...answer.toolCalls.map(callEvents),
  ];
  const numbered = blocks
    .filter((events) => events.length > 0)
    .flatMap((events, contentBlockIndex) =>
      events.map(([event, body]) => wire(event, { contentBlockIndex, ...body })),
    );
  const withUsage = findFault(faults, 'usage')?.mode !== 'missing';
  return [
    wire('messageStart', { role: 'assistant' }),
    ...numbered,
    { ...wire('messageStop', { stopReason: stopReason(answer.finish) }), endMark: true },
    ...(withUsage
      ? [{ ...wire('metadata', { usage: tokenUsage(usage), metrics: { latencyMs: 812 } }), endMark: true }]
      : []),
  ];
}

function wire(event: string, body: JsonObject): WireEvent {
  return { event, data: JSON.stringify(body) };
}

function delta(content: JsonObject): [string, JsonObject] {
  return ['contentBlockDelta', { delta: content }];
}

function reasoningDeltas(reasoning: string): [string, JsonObject][] {
  return [
    ...toPieces(reasoning).map((text) => delta({ reasoningContent: { text } })),
    delta({ reasoningContent: { signature: SIGNATURE } }),
  ];
}

/** A call without arguments comes without a piece. */
function callEvents(call: ToolCall): [string, JsonObject][] {
  const pieces = call.arguments === '{}' ? [] : (call.arguments.match(/.{1,10}/gsu) ?? []);
  return [
    ['contentBlockStart', { start: { toolUse: { toolUseId: newId('tooluse_', 22), name: call.name } } }],
    ...pieces.map((input) => delta({ toolUse: { input } })),
    ['contentBlockStop', {}],
  ];
}

function parsedInput(call: ToolCall): Json {
  try {
    return JSON.parse(call.arguments) as Json;
  } catch {
    return {};
  }
}

function stopReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
    case 'pause':
      return 'end_turn';
    case 'stop-sequence':
      return 'stop_sequence';
    case 'length':
      return 'max_tokens';
    case 'tool-calls':
      return 'tool_use';
    case 'refusal':
      return 'guardrail_intervened';
  }
}

/** Converse counts cached tokens beside `inputTokens`, not in them. */
function tokenUsage(usage: Usage): JsonObject {
  const written = usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  const inputTokens = usage.inputTokens - usage.cacheReadTokens - written;
  return {
    inputTokens,
    outputTokens: usage.outputTokens,
    totalTokens: usage.inputTokens + usage.outputTokens,
    cacheReadInputTokens: usage.cacheReadTokens,
    cacheWriteInputTokens: written,
    ...(usage.cacheWrite1hTokens === 0
      ? {}
      : { cacheDetails: [{ ttl: '1h', inputTokens: usage.cacheWrite1hTokens }] }),
  };
}
