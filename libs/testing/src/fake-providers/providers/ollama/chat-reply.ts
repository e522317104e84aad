import { isJsonObject, type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type Answer, type ToolCall } from '../../answers/answer.js';
import { toPieces } from '../../answers/tokens.js';
import { findFault, type Fault } from '../../faults/fault.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { parseJson } from '../../request-body.js';

/** A whole reply. Source: docs.ollama.com, "Generate a chat message". */
export function wholeReply(model: string, answer: Answer, usage: Usage): JsonObject {
  return {
    ...head(model),
    message: {
      role: 'assistant',
      content: answer.pieces.join(''),
      ...(answer.reasoning === null ? {} : { thinking: answer.reasoning }),
      ...(answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls.map(encodeCall) }),
    },
    ...ending(answer, usage),
  };
}

/** A streamed reply: a line for each piece of thinking, each piece of text and each call, then the line that ends it. */
export function streamedReply(
  model: string,
  answer: Answer,
  usage: Usage,
  faults: readonly Fault[],
): WireEvent[] {
  const line = (fields: JsonObject): WireEvent => ({
    data: JSON.stringify({
      ...head(model),
      message: { role: 'assistant', content: '', ...fields },
      done: false,
    }),
  });
  const end = ending(answer, usage);
  const { prompt_eval_count: _prompt, eval_count: _answer, ...uncounted } = end;
  const told = findFault(faults, 'usage')?.mode === 'missing' ? uncounted : end;
  const last = { ...head(model), message: { role: 'assistant', content: '' }, ...told };
  return [
    ...toPieces(answer.reasoning ?? '').map((thinking) => line({ thinking })),
    ...answer.pieces.map((content) => line({ content })),
    ...answer.toolCalls.map((call) => line({ tool_calls: [encodeCall(call)] })),
    { data: JSON.stringify(last), endMark: true },
  ];
}

function head(model: string): JsonObject {
  return { model, created_at: new Date().toISOString() };
}

function encodeCall({ name, arguments: text }: ToolCall): JsonObject {
  const args: Json | undefined = parseJson(text);
  return { function: { name, arguments: isJsonObject(args) ? args : {} } };
}

function ending({ finish }: Answer, { inputTokens, outputTokens }: Usage): JsonObject {
  return {
    done: true,
    done_reason: finish === 'length' ? 'length' : 'stop',
    total_duration: 1_200_000_000,
    load_duration: 90_000_000,
    prompt_eval_count: inputTokens,
    prompt_eval_duration: 150_000_000,
    eval_count: outputTokens,
    eval_duration: 900_000_000,
  };
}
