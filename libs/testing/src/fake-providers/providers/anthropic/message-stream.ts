import { type JsonObject, type Usage } from '@tollgate/core';
import { type Answer } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { contentBlocks, messageStart, stop, usageBlock } from './message-reply.js';

interface MessageEvent extends JsonObject {
  type: string;
}

/**
 * A streamed message: message_start, each block's start, deltas and stop, message_delta, message_stop; a ping after the
 * first start, as Anthropic sends it. Source: Anthropic API reference, "Streaming messages".
 */
export function messageStream(
  model: string,
  answer: Answer,
  usage: Usage,
  faults: readonly Fault[],
): WireEvent[] {
  const start = { ...messageStart(model), usage: usageBlock({ ...usage, outputTokens: 1 }) };
  const blocks = contentBlocks(answer).flatMap((block, index) => blockEvents(block, index, answer));
  const events: MessageEvent[] = [
    { type: 'message_start', message: start },
    ...blocks.slice(0, 1),
    { type: 'ping' },
    ...blocks.slice(1),
    { type: 'message_delta', delta: stop(answer), usage: finalUsage(usage) },
    { type: 'message_stop' },
  ];
  return placeUsage(events, usage, faults).map((event) => ({
    event: event.type,
    data: JSON.stringify(event),
    endMark: event.type === 'message_stop',
  }));
}

function finalUsage(usage: Usage): JsonObject {
  const { cache_creation: _split, service_tier: _tier, ...counts } = usageBlock(usage);
  return counts;
}

function blockEvents(block: JsonObject, index: number, answer: Answer): MessageEvent[] {
  const delta = (content: JsonObject) => ({ type: 'content_block_delta', index, delta: content });
  const { opening, deltas } = unfold(block, index, answer);
  return [
    { type: 'content_block_start', index, content_block: opening },
    ...deltas.map(delta),
    { type: 'content_block_stop', index },
  ];
}

/** A complete block → how it opens, and the deltas that fill it. */
function unfold(block: JsonObject, index: number, answer: Answer) {
  switch (block['type']) {
    case 'thinking':
      return {
        opening: { type: 'thinking', thinking: '', signature: '' },
        deltas: [
          ...toPieces(answer.reasoning ?? '').map((thinking) => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature: block['signature'] },
        ],
      };
    case 'tool_use': {
      const place = index - (contentBlocks(answer).length - answer.toolCalls.length);
      const parts = answer.toolCalls[place]?.arguments.match(/.{1,10}/gsu) ?? [];
      return {
        opening: { ...block, input: {} },
        deltas: ['', ...parts.filter((part) => part !== '{}')].map((part) => ({
          type: 'input_json_delta',
          partial_json: part,
        })),
      };
    }
    default:
      return {
        opening: { type: 'text', text: '' },
        deltas: answer.pieces.map((text) => ({ type: 'text_delta', text })),
      };
  }
}

function placeUsage(events: MessageEvent[], usage: Usage, faults: readonly Fault[]): MessageEvent[] {
  switch (findFault(faults, 'usage')?.mode) {
    case 'missing':
      return events.map((event) => {
        const { usage: _usage, message, ...rest } = event;
        if (message === undefined) return rest;
        const { usage: _start, ...kept } = message as JsonObject;
        return { ...rest, message: kept };
      });
    case 'every-event':
      return events.map((event) =>
        event.type === 'content_block_delta' ? { ...event, usage: finalUsage(usage) } : event,
      );
    case 'last-content':
    case undefined:
      return events;
  }
}
