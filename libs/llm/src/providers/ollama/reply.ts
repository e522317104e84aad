import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { findOpenAiError } from '../faults/openai-error.js';
import { readUsage } from './usage.js';

/**
 * Ollama's replies → events. A whole reply has the shape of the only line of a stream, so one reader serves both. Calls
 * arrive complete, their arguments as objects. Source: docs.ollama.com, "Streaming".
 */
export class OllamaReply {
  #started = false;
  #calls = 0;
  #doneReason: string | null = null;
  #ended = false;

  /** The line that says `done` was seen; nothing follows it. */
  get ended(): boolean {
    return this.#ended;
  }

  read(line: JsonObject): ChatEvent[] {
    const fault = findOpenAiError(line);
    if (fault !== null) return [{ type: 'error', fault }];
    const events: ChatEvent[] = [];
    this.#start(line, events);
    if (isJsonObject(line['message'])) this.#message(line['message'], events);
    const { logprobs } = line;
    if (Array.isArray(logprobs) && logprobs.length > 0)
      events.push({ type: 'logprobs', choice: 0, logprobs: { content: logprobs } });
    if (line['done'] === true) this.#end(line, events);
    return events;
  }

  close(): ChatEvent[] {
    const raw = this.#doneReason ?? 'stop';
    return [{ type: 'finish', choice: 0, reason: finishReason(raw, this.#calls > 0), raw }];
  }

  #start(line: JsonObject, events: ChatEvent[]): void {
    if (this.#started) return;
    this.#started = true;
    const milliseconds = Date.parse(textOf(line['created_at']) ?? '');
    const created = Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1000) : null;
    events.push({ type: 'message-start', id: null, model: textOf(line['model']), created });
  }

  #message(message: JsonObject, events: ChatEvent[]): void {
    const thinking = textOf(message['thinking']);
    if (thinking !== null) events.push({ type: 'reasoning-delta', choice: 0, text: thinking });
    const text = textOf(message['content']);
    if (text !== null) events.push({ type: 'text-delta', choice: 0, text });
    const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'] : [];
    for (const call of calls) if (isJsonObject(call)) this.#call(call, events);
  }

  #call(body: JsonObject, events: ChatEvent[]): void {
    const fields = isJsonObject(body['function']) ? body['function'] : {};
    const call = this.#calls;
    this.#calls += 1;
    const name = textOf(fields['name']) ?? '';
    const argumentsText = argumentsOf(fields['arguments']);
    events.push(
      { type: 'tool-call-start', choice: 0, call, id: textOf(body['id']), name, signature: null },
      { type: 'tool-call-delta', choice: 0, call, argumentsText },
    );
  }

  #end(line: JsonObject, events: ChatEvent[]): void {
    this.#ended = true;
    this.#doneReason = textOf(line['done_reason']);
    const usage = readUsage(line);
    if (usage !== null) events.push({ type: 'usage', usage });
  }
}

/** Old servers send the text of the arguments instead of the object. */
function argumentsOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(isJsonObject(value) ? value : {});
}

/** `load` and `unload` answer requests without messages. Source: docs.ollama.com, `done_reason`. */
function finishReason(raw: string, called: boolean): FinishReason {
  if (raw === 'length') return 'length';
  return called ? 'tool_calls' : 'stop';
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
