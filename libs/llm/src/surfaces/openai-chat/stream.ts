import {
  type Failure,
  type Json,
  type JsonObject,
  toOpenAiError,
  unreachable,
  type Usage,
} from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { withSignature } from '../../chat/tool-call-id.js';
import { type ReplyContext, type StreamEncoder } from '../surface.js';
import { isAnnotation } from './citations.js';
import { finishWord, imagePart } from './reply.js';
import { callIdOf, thinkingBlock } from './reply-parts.js';
import { encodeUsage } from './usage.js';

const DONE = 'data: [DONE]\n\n';

/**
 * Events → `chat.completion.chunk` frames. Every chunk has the same id, time and model; the role comes once a choice, in
 * its first delta; absent members are left out; finish reasons wait for the end, so a stream that fails never looks whole.
 */
export class ChunkEncoder implements StreamEncoder {
  readonly #context: ReplyContext;
  /** `{"id":…,"model":…` without the closing brace: what all chunks begin with. */
  readonly #head: string;
  readonly #begun = new Set<number>();
  readonly #finished = new Map<number, FinishReason>();
  /** Calls of free-form tools, as `choice:call`. */
  readonly #custom = new Set<string>();
  /** Calls that have no arguments yet, by `choice:call`. */
  readonly #silent = new Map<string, { choice: number; call: number }>();
  /** Text of the open stretch of reasoning by choice; its signed block repeats it. */
  readonly #reasoning = new Map<number, string>();
  /** Facts of the reply that ride on the next chunk. */
  #extra: JsonObject = {};
  #usage: Usage | null = null;

  constructor(context: ReplyContext) {
    this.#context = context;
    const head = {
      id: context.id,
      object: 'chat.completion.chunk',
      created: context.created,
      model: context.model,
    };
    this.#head = JSON.stringify(head).slice(0, -1);
  }

  push(events: readonly ChatEvent[]): string {
    let frames = '';
    for (const event of events) frames += this.#encode(event);
    return frames;
  }

  fail(failure: Failure): string {
    return `data: ${JSON.stringify(toOpenAiError(failure))}\n\n`;
  }

  end(): string {
    let frames = '';
    if (this.#begun.size === 0 && this.#finished.size === 0) this.#finished.set(0, 'stop');
    for (const choice of this.#begun) if (!this.#finished.has(choice)) this.#finished.set(choice, 'stop');
    for (const { choice, call } of this.#silent.values()) frames += this.#arguments(choice, call, '{}');
    for (const [choice, reason] of this.#finished) {
      if (!this.#begun.has(choice)) frames += this.#delta(choice, { content: '' });
      frames += this.#chunk([{ index: choice, delta: {}, finish_reason: finishWord(reason, this.#context) }]);
    }
    return frames + this.#usageChunk() + DONE;
  }

  #usageChunk(): string {
    if (!this.#context.includeUsage || this.#usage === null) return '';
    const usage = encodeUsage(this.#usage, this.#context.costOfUsage?.(this.#usage) ?? null);
    return this.#chunk([], { usage });
  }

  #encode(event: ChatEvent): string {
    switch (event.type) {
      case 'text-delta':
        return event.text === '' ? '' : this.#delta(event.choice, { content: event.text });
      case 'refusal-delta':
        return this.#delta(event.choice, { refusal: event.text });
      case 'reasoning-delta':
        this.#reasoning.set(event.choice, (this.#reasoning.get(event.choice) ?? '') + event.text);
        return event.text === '' ? '' : this.#delta(event.choice, { reasoning_content: event.text });
      case 'reasoning-end':
        return this.#endReasoning(event);
      case 'tool-call-start':
        return this.#startCall(event);
      case 'tool-call-delta':
        return this.#continueCall(event);
      case 'image':
        return this.#delta(event.choice, { images: [imagePart(event.mediaType, event.data)] });
      case 'audio-delta':
        return this.#delta(event.choice, { audio: audioDelta(event) });
      case 'citation':
        return isAnnotation(event.citation)
          ? this.#delta(event.choice, { annotations: [event.citation] })
          : this.#delta(event.choice, { provider_specific_fields: { citation: event.citation } });
      case 'opaque':
        return this.#delta(event.choice, { provider_specific_fields: { content_blocks: [event.value] } });
      case 'logprobs':
        return this.#delta(event.choice, {}, event.logprobs);
      case 'finish':
        this.#finished.set(event.choice, event.reason);
        return '';
      case 'usage':
        this.#usage = event.usage;
        return '';
      case 'extra':
        this.#extra = { ...this.#extra, ...event.members };
        return '';
      case 'message-start':
      case 'message-end':
      case 'error':
        return '';
      default:
        return unreachable(event);
    }
  }

  #endReasoning(event: Extract<ChatEvent, { type: 'reasoning-end' }>): string {
    const text = this.#reasoning.get(event.choice) ?? '';
    this.#reasoning.delete(event.choice);
    const blocks = thinkingBlock(text, event.signature, event.redacted);
    return blocks.length === 0 ? '' : this.#delta(event.choice, { thinking_blocks: blocks });
  }

  #startCall(event: Extract<ChatEvent, { type: 'tool-call-start' }>): string {
    const { choice, call, name, signature } = event;
    // Joined, the arguments of a call are JSON, also where the upstream sends none (B02).
    if (event.custom !== true) this.#silent.set(`${choice}:${call}`, { choice, call });
    if (this.#context.legacyFunctions === true) {
      return call === 0 ? this.#delta(choice, { function_call: { name, arguments: '' } }) : '';
    }
    if (event.custom === true) this.#custom.add(`${choice}:${call}`);
    const begun: JsonObject = {
      index: call,
      id: withSignature(event.id ?? callIdOf(this.#context.id, choice, call), signature),
      ...(event.custom === true
        ? { type: 'custom', custom: { name, input: '' } }
        : { type: 'function', function: { name, arguments: '' } }),
      ...(signature === null ? {} : { provider_specific_fields: { thought_signature: signature } }),
    };
    return this.#delta(choice, { tool_calls: [begun] });
  }

  #continueCall(event: Extract<ChatEvent, { type: 'tool-call-delta' }>): string {
    const { choice, call, argumentsText } = event;
    if (argumentsText === '') return '';
    this.#silent.delete(`${choice}:${call}`);
    return this.#arguments(choice, call, argumentsText);
  }

  #arguments(choice: number, call: number, argumentsText: string): string {
    if (this.#context.legacyFunctions === true) {
      return call === 0 ? this.#delta(choice, { function_call: { arguments: argumentsText } }) : '';
    }
    const more: JsonObject = this.#custom.has(`${choice}:${call}`)
      ? { index: call, custom: { input: argumentsText } }
      : { index: call, function: { arguments: argumentsText } };
    return this.#delta(choice, { tool_calls: [more] });
  }

  #delta(choice: number, delta: JsonObject, logprobs?: JsonObject): string {
    const first = !this.#begun.has(choice);
    this.#begun.add(choice);
    return this.#chunk([
      {
        index: choice,
        delta: first ? { role: 'assistant', ...delta } : delta,
        ...(logprobs === undefined ? {} : { logprobs }),
        finish_reason: null,
      },
    ]);
  }

  #chunk(choices: Json[], members: JsonObject = {}): string {
    const rest = JSON.stringify({ choices, ...members, ...this.#extra });
    this.#extra = {};
    return `data: ${this.#head},${rest.slice(1)}\n\n`;
  }
}

function audioDelta(event: Extract<ChatEvent, { type: 'audio-delta' }>): JsonObject {
  return {
    ...(event.id === null ? {} : { id: event.id }),
    ...(event.data === null ? {} : { data: event.data }),
    ...(event.transcript === null ? {} : { transcript: event.transcript }),
    ...(event.expiresAt === null ? {} : { expires_at: event.expiresAt }),
  };
}
