import { type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type ToolCall } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault, type FaultOf } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { newId } from '../../ids.js';
import { finishReason, logprobs, SAFE, usageBlock } from './chat-reply.js';
import { type ChatBody } from './chat-schema.js';
import { type Dialect } from './dialect.js';

/** One chunk in the making: its choices, and whether it carries content of the answer. */
interface Chunk {
  choices: JsonObject[];
  content: boolean;
  /** Members beside `choices`. */
  extra?: JsonObject;
}

/**
 * A streamed chat completion: a role chunk, then the deltas, a finish chunk and, when asked for, a usage chunk without
 * choices, then `[DONE]`. Source: OpenAI API reference, "The chat completion chunk object".
 */
export function chatStream(
  body: ChatBody,
  answer: Answer,
  usage: Usage,
  dialect: Dialect,
  faults: readonly Fault[],
): WireEvent[] {
  const sloppy = faults.filter((fault) => fault.kind === 'sloppy').map((fault) => fault.way);
  const chunks = Array.from({ length: body.n ?? 1 }, (_, index) =>
    choiceChunks(body, answer, dialect, index),
  ).flat();
  const shaped = makeSloppy(placeUsage(chunks, body, usage, faults), new Set(sloppy));
  const first = dialect.contentFilters ? [promptFilterChunk()] : [];
  return [...first, ...seal(shaped, body, dialect, sloppy.includes('id-per-chunk')), DONE];
}

const DONE: WireEvent = { data: '[DONE]', endMark: true };

function choiceChunks(body: ChatBody, answer: Answer, dialect: Dialect, index: number): Chunk[] {
  const filters = dialect.contentFilters ? { content_filter_results: SAFE } : {};
  const delta = (content: JsonObject, piece?: string): Chunk => ({
    content: true,
    choices: [
      {
        index,
        delta: content,
        logprobs:
          body.logprobs === true && piece !== undefined
            ? logprobs({ pieces: [piece] }, body.top_logprobs ?? 0)
            : null,
        finish_reason: null,
        ...filters,
      },
    ],
  });
  const { reasoningMember } = dialect;
  const thoughts = reasoningMember === null ? [] : toPieces(answer.reasoning ?? '');
  const told = answer.finish === 'refusal' ? 'refusal' : 'content';
  const opening = answer.toolCalls.length > 0 ? null : '';
  return [
    { ...delta({ role: 'assistant', content: opening, refusal: null }), content: false },
    ...thoughts.map((thought) => delta({ [reasoningMember ?? '']: thought })),
    ...answer.pieces.map((piece) => delta({ [told]: piece }, piece)),
    ...answer.toolCalls.flatMap((call, place) => toolCallDeltas(call, place).map((part) => delta(part))),
    {
      content: false,
      choices: [{ index, delta: {}, logprobs: null, finish_reason: finishReason(answer.finish) }],
    },
  ];
}

/** The first delta of a call has its id, type and name; the rest bring the arguments in pieces of ten characters. */
function toolCallDeltas(call: ToolCall, index: number): JsonObject[] {
  const opening = {
    index,
    id: newId('call_', 24),
    type: 'function',
    function: { name: call.name, arguments: '' },
  };
  const parts = call.arguments.match(/.{1,10}/gsu) ?? [];
  return [
    { tool_calls: [opening] },
    ...parts.map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ];
}

function placeUsage(chunks: Chunk[], body: ChatBody, usage: Usage, faults: readonly Fault[]): Chunk[] {
  const mode: FaultOf<'usage'>['mode'] | undefined = findFault(faults, 'usage')?.mode;
  const asked = body.stream_options?.include_usage === true;
  const block = usageBlock(usage);
  switch (mode) {
    case 'missing':
      return chunks;
    case 'every-event':
      return chunks.map((chunk, place) => ({
        ...chunk,
        extra: { usage: runningUsage(usage, place, chunks) },
      }));
    case 'last-content': {
      const last = chunks.findLastIndex((chunk) => chunk.content);
      return chunks.map((chunk, place) => (place === last ? { ...chunk, extra: { usage: block } } : chunk));
    }
    case undefined:
      if (!asked) return chunks;
      return [
        ...chunks.map((chunk) => ({ ...chunk, extra: { usage: null } })),
        { content: false, choices: [], extra: { usage: block } },
      ];
  }
}

/** Counts so far: all of the prompt, and the share of the reply that has been sent. */
function runningUsage(usage: Usage, place: number, chunks: readonly Chunk[]): JsonObject {
  const outputTokens = Math.floor((usage.outputTokens * (place + 1)) / chunks.length);
  return usageBlock({ ...usage, outputTokens });
}

type Way = FaultOf<'sloppy'>['way'];

function makeSloppy(chunks: Chunk[], ways: ReadonlySet<Way>): Chunk[] {
  const deltaOf = (choice: JsonObject) => choice['delta'] as JsonObject;
  const roughened = chunks.map((chunk) => ({
    ...chunk,
    choices: chunk.choices.map((choice) => ({ ...choice, delta: roughDelta(deltaOf(choice), ways) })),
  }));
  if (!ways.has('empty-choices-between')) return roughened;
  return roughened.flatMap((chunk) => [chunk, { content: false, choices: [] }]);
}

function roughDelta(delta: JsonObject, ways: ReadonlySet<Way>): JsonObject {
  const calls = delta['tool_calls'] as JsonObject[] | undefined;
  const rough = { ...delta };
  if (ways.has('role-in-every-chunk')) rough['role'] = 'assistant';
  if (ways.has('null-tool-calls') && calls === undefined) rough['tool_calls'] = null;
  if (calls !== undefined && ways.has('same-tool-index')) {
    rough['tool_calls'] = calls.map((call) => ({ ...call, index: 0 }));
  }
  if (calls !== undefined && ways.has('tool-calls-without-index')) {
    rough['tool_calls'] = calls.map(({ index: _index, type: _type, ...rest }) => rest);
  }
  return rough;
}

function promptFilterChunk(): WireEvent {
  const results = [{ prompt_index: 0, content_filter_results: SAFE }];
  const chunk = { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: results };
  return { data: JSON.stringify(chunk) };
}

function seal(chunks: readonly Chunk[], body: ChatBody, dialect: Dialect, idPerChunk: boolean): WireEvent[] {
  const id = newId('chatcmpl-', 29);
  const created = Math.floor(Date.now() / 1000);
  return chunks.map(({ choices, extra }) => ({
    data: JSON.stringify({
      id: idPerChunk ? newId('chatcmpl-', 29) : id,
      object: 'chat.completion.chunk',
      created,
      model: dialect.servedModel(body.model),
      service_tier: 'default',
      system_fingerprint: 'fp_fake000001',
      choices,
      ...extra,
    }),
  }));
}
