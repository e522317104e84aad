import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { withSignature } from '../../chat/tool-call-id.js';

/** What happens to the content of a message: one block at a time begins, grows and ends. */
export type BlockEvent =
  | { readonly type: 'start'; readonly index: number; readonly block: JsonObject }
  | { readonly type: 'delta'; readonly index: number; readonly delta: JsonObject }
  | { readonly type: 'stop'; readonly index: number };

type CallStart = Extract<ChatEvent, { type: 'tool-call-start' }>;

interface WaitingCall {
  readonly start: CallStart;
  argumentsText: string;
}

/**
 * Events → content blocks. Never two blocks are open, and no index is used twice (B35). Calls that the upstream sends
 * interleaved wait until the one before is complete.
 */
export class BlockWriter {
  #index = -1;
  #open: 'text' | 'thinking' | 'call' | null = null;
  /** The call whose block is open, and its arguments so far. */
  #call = -1;
  #argumentsText = '';
  #custom = false;
  readonly #waiting = new Map<number, WaitingCall>();
  #calls = 0;

  /** @param replyId makes ids for calls of upstreams that give none. */
  constructor(private readonly replyId: string) {}

  /** Calls of the client's tools so far. */
  get calls(): number {
    return this.#calls;
  }

  write(event: ChatEvent): BlockEvent[] {
    const out: BlockEvent[] = [];
    switch (event.type) {
      case 'text-delta':
      case 'refusal-delta':
        if (event.text === '') break;
        this.#begin('text', { type: 'text', text: '' }, out);
        this.#grow({ type: 'text_delta', text: event.text }, out);
        break;
      case 'citation':
        this.#begin('text', { type: 'text', text: '' }, out);
        this.#grow({ type: 'citations_delta', citation: citationOf(event.citation) }, out);
        break;
      case 'reasoning-delta':
        if (event.text === '') break;
        this.#begin('thinking', EMPTY_THINKING, out);
        this.#grow({ type: 'thinking_delta', thinking: event.text }, out);
        break;
      case 'reasoning-end':
        this.#endReasoning(event.signature, event.redacted, out);
        break;
      case 'tool-call-start':
        this.#startCall(event, out);
        break;
      case 'tool-call-delta':
        this.#continueCall(event.call, event.argumentsText, out);
        break;
      case 'image':
        this.#whole(
          { type: 'image', source: { type: 'base64', media_type: event.mediaType, data: event.data } },
          out,
        );
        break;
      case 'opaque':
        if (event.wire === 'anthropic-messages') this.#whole(event.value, out);
        break;
      default:
      // Everything else says nothing of the content.
    }
    return out;
  }

  /** Ends what is open, and writes what waits. */
  close(): BlockEvent[] {
    const out: BlockEvent[] = [];
    this.#stop(out);
    this.#writeWaiting(out);
    return out;
  }

  #begin(kind: 'text' | 'thinking', block: JsonObject, out: BlockEvent[]): void {
    if (this.#open === kind) return;
    this.#settle(out);
    this.#start(kind, block, out);
  }

  #start(kind: 'text' | 'thinking' | 'call', block: JsonObject, out: BlockEvent[]): void {
    this.#index += 1;
    this.#open = kind;
    out.push({ type: 'start', index: this.#index, block });
  }

  #grow(delta: JsonObject, out: BlockEvent[]): void {
    out.push({ type: 'delta', index: this.#index, delta });
  }

  #whole(block: JsonObject, out: BlockEvent[]): void {
    this.#settle(out);
    this.#index += 1;
    out.push({ type: 'start', index: this.#index, block }, { type: 'stop', index: this.#index });
  }

  /** Something of another kind follows. */
  #settle(out: BlockEvent[]): void {
    this.#stop(out);
    this.#writeWaiting(out);
  }

  #stop(out: BlockEvent[]): void {
    if (this.#open === null) return;
    if (this.#open === 'call') this.#completeCall(out);
    this.#open = null;
    this.#call = -1;
    out.push({ type: 'stop', index: this.#index });
  }

  #endReasoning(signature: string | null, redacted: string | null, out: BlockEvent[]): void {
    if (redacted !== null) return this.#whole({ type: 'redacted_thinking', data: redacted }, out);
    if (signature === null) {
      if (this.#open === 'thinking') this.#stop(out);
      return;
    }
    this.#begin('thinking', EMPTY_THINKING, out);
    this.#grow({ type: 'signature_delta', signature }, out);
    this.#stop(out);
  }

  #startCall(event: CallStart, out: BlockEvent[]): void {
    this.#calls += 1;
    if (this.#open === 'call' && !isComplete(this.#argumentsText)) {
      this.#waiting.set(event.call, { start: event, argumentsText: '' });
      return;
    }
    this.#settle(out);
    this.#openCall(event, out);
  }

  #openCall({ call, id, name, signature, custom }: CallStart, out: BlockEvent[]): void {
    const named = id ?? `toolu_${this.replyId.replace(/[^A-Za-z0-9]/g, '').slice(-20)}_${call}`;
    this.#call = call;
    this.#argumentsText = '';
    this.#custom = custom === true;
    this.#start('call', { type: 'tool_use', id: withSignature(named, signature), name, input: {} }, out);
  }

  #continueCall(call: number, text: string, out: BlockEvent[]): void {
    if (text === '') return;
    const waiting = this.#waiting.get(call);
    if (waiting) waiting.argumentsText += text;
    else if (this.#open === 'call' && call === this.#call) {
      this.#argumentsText += text;
      // Free text has to become JSON, which needs all of it.
      if (!this.#custom) this.#grow({ type: 'input_json_delta', partial_json: text }, out);
    }
  }

  /** Joined, the pieces of a call's input are the JSON of an object, also where the upstream sends none. */
  #completeCall(out: BlockEvent[]): void {
    if (this.#custom)
      this.#grow(
        { type: 'input_json_delta', partial_json: JSON.stringify({ input: this.#argumentsText }) },
        out,
      );
    else if (this.#argumentsText === '') this.#grow({ type: 'input_json_delta', partial_json: '{}' }, out);
  }

  #writeWaiting(out: BlockEvent[]): void {
    for (const [call, { start, argumentsText }] of this.#waiting) {
      this.#waiting.delete(call);
      this.#openCall(start, out);
      this.#continueCall(call, argumentsText, out);
      this.#stop(out);
    }
  }
}

const EMPTY_THINKING: JsonObject = { type: 'thinking', thinking: '', signature: '' };

/** Nothing more can come of these arguments. */
function isComplete(argumentsText: string): boolean {
  if (!argumentsText.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(argumentsText);
    return true;
  } catch {
    return false;
  }
}

/** A source: Anthropic's own as it is, OpenAI's annotation as the result of a web search. */
function citationOf(citation: Json): Json {
  if (!isJsonObject(citation) || citation['type'] !== 'url_citation') return citation;
  const source = isJsonObject(citation['url_citation']) ? citation['url_citation'] : citation;
  return {
    type: 'web_search_result_location',
    url: source['url'] ?? '',
    title: source['title'] ?? null,
    cited_text: '',
    encrypted_index: '',
  };
}
