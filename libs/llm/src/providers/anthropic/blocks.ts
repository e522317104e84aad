import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { JSON_TOOL } from './json-tool.js';

/** A content block that has begun and not ended. */
type OpenBlock =
  | { readonly kind: 'text' }
  | { readonly kind: 'thinking'; signature: string }
  /** A forced JSON answer: its arguments are the text. */
  | { readonly kind: 'json'; readonly input: Json; saw: boolean }
  | { readonly kind: 'call'; readonly call: number; readonly input: Json; saw: boolean }
  /** Blocks of server tools: collected whole, for only this API knows them. */
  | { readonly kind: 'other'; readonly block: JsonObject; inputText: string };

/** Content blocks, whole or in pieces, → events. Calls are counted over the whole reply. */
export class BlockReader {
  readonly #open = new Map<Json | undefined, OpenBlock>();
  #calls = 0;

  /** Tool calls of the client's own tools so far. */
  get calls(): number {
    return this.#calls;
  }

  start(index: Json | undefined, block: JsonObject, events: ChatEvent[]): void {
    switch (block['type']) {
      case 'text':
        this.#open.set(index, { kind: 'text' });
        this.delta(index, { type: 'text_delta', text: block['text'] ?? '' }, events);
        for (const citation of listOf(block['citations'])) this.#cite(citation, events);
        return;
      case 'thinking':
        this.#open.set(index, { kind: 'thinking', signature: textOf(block['signature']) });
        this.delta(index, { type: 'thinking_delta', thinking: block['thinking'] ?? '' }, events);
        return;
      case 'redacted_thinking':
        events.push({ type: 'reasoning-end', choice: 0, signature: null, redacted: textOf(block['data']) });
        return;
      case 'tool_use':
        this.#startCall(index, block, events);
        return;
      default:
        this.#open.set(index, { kind: 'other', block, inputText: '' });
    }
  }

  delta(index: Json | undefined, delta: JsonObject, events: ChatEvent[]): void {
    const open = this.#open.get(index);
    if (open === undefined) return;
    switch (delta['type']) {
      case 'text_delta': {
        const text = textOf(delta['text']);
        if (text !== '') events.push({ type: 'text-delta', choice: 0, text });
        return;
      }
      case 'thinking_delta': {
        const text = textOf(delta['thinking']);
        if (text !== '') events.push({ type: 'reasoning-delta', choice: 0, text });
        return;
      }
      case 'signature_delta':
        if (open.kind === 'thinking') open.signature += textOf(delta['signature']);
        return;
      case 'citations_delta':
        if (delta['citation'] !== undefined) this.#cite(delta['citation'], events);
        return;
      case 'input_json_delta':
        input(open, textOf(delta['partial_json']), events);
        return;
      default:
        return;
    }
  }

  stop(index: Json | undefined, events: ChatEvent[]): void {
    const open = this.#open.get(index);
    if (open === undefined) return;
    this.#open.delete(index);
    switch (open.kind) {
      case 'text':
        return;
      case 'thinking': {
        const signature = open.signature === '' ? null : open.signature;
        events.push({ type: 'reasoning-end', choice: 0, signature, redacted: null });
        return;
      }
      case 'call':
      case 'json':
        // The `input` of the start is a placeholder when pieces follow, and the whole when none do.
        if (!open.saw && isJsonObject(open.input)) input(open, JSON.stringify(open.input), events);
        return;
      case 'other':
        events.push({
          type: 'opaque',
          choice: 0,
          wire: 'anthropic-messages',
          value: whole(open.block, open.inputText),
        });
    }
  }

  /** Ends blocks that the upstream left open. */
  close(events: ChatEvent[]): void {
    for (const index of [...this.#open.keys()]) this.stop(index, events);
  }

  #startCall(index: Json | undefined, block: JsonObject, events: ChatEvent[]): void {
    const name = textOf(block['name']);
    const state = { input: block['input'] ?? null, saw: false };
    if (name === JSON_TOOL) {
      this.#open.set(index, { kind: 'json', ...state });
      return;
    }
    const call = this.#calls;
    this.#calls += 1;
    this.#open.set(index, { kind: 'call', call, ...state });
    events.push({
      type: 'tool-call-start',
      choice: 0,
      call,
      id: textOf(block['id']) || null,
      name,
      signature: null,
    });
  }

  #cite(citation: Json, events: ChatEvent[]): void {
    events.push({ type: 'citation', choice: 0, citation });
  }
}

/** A piece of a call's arguments. */
function input(open: OpenBlock, text: string, events: ChatEvent[]): void {
  if (text === '') return;
  switch (open.kind) {
    case 'call':
      open.saw = true;
      events.push({ type: 'tool-call-delta', choice: 0, call: open.call, argumentsText: text });
      return;
    case 'json':
      open.saw = true;
      events.push({ type: 'text-delta', choice: 0, text });
      return;
    case 'other':
      open.inputText += text;
      return;
    case 'text':
    case 'thinking':
      return;
  }
}

/** A server tool's block with the arguments that came in pieces. */
function whole(block: JsonObject, inputText: string): JsonObject {
  if (inputText === '') return block;
  try {
    return { ...block, input: JSON.parse(inputText) as Json };
  } catch {
    return block;
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
