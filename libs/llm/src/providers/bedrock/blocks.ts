import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { JSON_TOOL } from '../anthropic/json-tool.js';

/** A content block that has begun and not ended. */
type OpenBlock =
  | { readonly kind: 'reasoning'; signature: string }
  /** A forced JSON answer: its arguments are the text. */
  | { readonly kind: 'json'; saw: boolean }
  | { readonly kind: 'call'; readonly call: number; saw: boolean };

/** Content blocks, whole or in pieces, → events. Calls are counted over the whole reply. */
export class ConverseBlocks {
  readonly #open = new Map<Json | undefined, OpenBlock>();
  #calls = 0;

  /** Tool calls of the client's own tools so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Only calls have a start; other blocks begin with their first piece. */
  start(index: Json | undefined, start: JsonObject, events: ChatEvent[]): void {
    const use = start['toolUse'];
    if (!isJsonObject(use)) return;
    const name = textOf(use['name']);
    if (name === JSON_TOOL) {
      this.#open.set(index, { kind: 'json', saw: false });
      return;
    }
    const call = this.#calls;
    this.#calls += 1;
    this.#open.set(index, { kind: 'call', call, saw: false });
    const id = textOf(use['toolUseId']) || null;
    events.push({ type: 'tool-call-start', choice: 0, call, id, name, signature: null });
  }

  delta(index: Json | undefined, delta: JsonObject, events: ChatEvent[]): void {
    const text = textOf(delta['text']);
    if (text !== '') events.push({ type: 'text-delta', choice: 0, text });
    if (isJsonObject(delta['toolUse'])) this.#input(index, textOf(delta['toolUse']['input']), events);
    if (isJsonObject(delta['reasoningContent'])) this.#reason(index, delta['reasoningContent'], events);
    if (delta['citation'] !== undefined)
      events.push({ type: 'citation', choice: 0, citation: delta['citation'] });
  }

  stop(index: Json | undefined, events: ChatEvent[]): void {
    const open = this.#open.get(index);
    this.#open.delete(index);
    // A call without arguments comes without a piece.
    if ((open?.kind === 'call' || open?.kind === 'json') && !open.saw) argue(open, '{}', events);
    if (open?.kind !== 'reasoning') return;
    const signature = open.signature === '' ? null : open.signature;
    events.push({ type: 'reasoning-end', choice: 0, signature, redacted: null });
  }

  /** A block of a whole reply. */
  whole(index: number, block: JsonObject, events: ChatEvent[]): void {
    const { toolUse, reasoningContent, citationsContent } = block;
    if (isJsonObject(toolUse)) {
      this.start(index, block, events);
      this.#input(index, JSON.stringify(toolUse['input'] ?? {}), events);
    } else if (isJsonObject(reasoningContent)) {
      const text = reasoningContent['reasoningText'];
      this.#reason(index, isJsonObject(text) ? text : reasoningContent, events);
    } else if (isJsonObject(citationsContent)) this.#cited(citationsContent, events);
    else if (typeof block['text'] === 'string') this.delta(index, block, events);
    else events.push({ type: 'opaque', choice: 0, wire: 'bedrock-converse', value: block });
    this.stop(index, events);
  }

  /** Ends blocks that the upstream left open. */
  close(events: ChatEvent[]): void {
    for (const index of [...this.#open.keys()]) this.stop(index, events);
  }

  #input(index: Json | undefined, text: string, events: ChatEvent[]): void {
    const open = this.#open.get(index);
    if (text !== '' && open !== undefined && open.kind !== 'reasoning') argue(open, text, events);
  }

  #reason(index: Json | undefined, content: JsonObject, events: ChatEvent[]): void {
    const redacted = textOf(content['redactedContent']);
    if (redacted !== '') {
      events.push({ type: 'reasoning-end', choice: 0, signature: null, redacted });
      return;
    }
    const open = this.#open.get(index);
    const reasoning = open?.kind === 'reasoning' ? open : { kind: 'reasoning' as const, signature: '' };
    this.#open.set(index, reasoning);
    reasoning.signature += textOf(content['signature']);
    const text = textOf(content['text']);
    if (text !== '') events.push({ type: 'reasoning-delta', choice: 0, text });
  }

  #cited(content: JsonObject, events: ChatEvent[]): void {
    const list = (value: Json | undefined) => (Array.isArray(value) ? value : []);
    for (const part of list(content['content']).filter(isJsonObject)) this.delta(undefined, part, events);
    for (const citation of list(content['citations'])) events.push({ type: 'citation', choice: 0, citation });
  }
}

/** A piece of a call's arguments, which are the text where the call is a forced JSON answer. */
function argue(open: Exclude<OpenBlock, { kind: 'reasoning' }>, text: string, events: ChatEvent[]): void {
  open.saw = true;
  if (open.kind === 'json') events.push({ type: 'text-delta', choice: 0, text });
  else events.push({ type: 'tool-call-delta', choice: 0, call: open.call, argumentsText: text });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
