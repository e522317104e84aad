import { type Failure, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ReplyContext, type StreamEncoder } from '../surface.js';
import { type BlockEvent, BlockWriter } from './blocks.js';
import { encodeFailure } from './failure.js';
import { stopReasonOf } from './stop-reason.js';
import { encodeUsage } from './usage.js';

/**
 * Events → the events of a message: `message_start`, its blocks one after another, `message_delta` with the reason and the
 * usage, `message_stop`. Source: Anthropic docs, "Streaming Messages".
 */
export class EventEncoder implements StreamEncoder {
  readonly #blocks: BlockWriter;
  #started = false;
  #usage: Usage | null = null;
  #finish: Extract<ChatEvent, { type: 'finish' }> | null = null;

  constructor(private readonly context: ReplyContext) {
    this.#blocks = new BlockWriter(context.id);
  }

  push(events: readonly ChatEvent[]): string {
    let frames = '';
    for (const event of events) {
      if (event.type === 'usage') this.#usage = event.usage;
      else if (event.type === 'finish') this.#finish = event;
      else if ('choice' in event && event.choice !== 0) continue;
      else for (const block of this.#blocks.write(event)) frames += this.#start() + frameOf(block);
    }
    return frames;
  }

  fail(failure: Failure): string {
    return frame('error', encodeFailure(failure));
  }

  end(): string {
    let frames = this.#start();
    for (const block of this.#blocks.close()) frames += frameOf(block);
    const delta = { ...stopReasonOf(this.#finish, this.#blocks.calls) };
    frames += frame('message_delta', {
      type: 'message_delta',
      delta,
      usage: encodeUsage(this.#usage ?? NO_USAGE),
    });
    return frames + frame('message_stop', { type: 'message_stop' });
  }

  /** Usage is known here only of upstreams that tell the prompt's at once; the last word on it is in `message_delta`. */
  #start(): string {
    if (this.#started) return '';
    this.#started = true;
    const message = {
      ...messageHead(this.context),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: encodeUsage(this.#usage ?? NO_USAGE),
    };
    return frame('message_start', { type: 'message_start', message });
  }
}

/** What every message says of itself. */
export function messageHead(context: ReplyContext): JsonObject {
  return { id: context.id, type: 'message', role: 'assistant', model: context.model };
}

function frameOf(event: BlockEvent): string {
  const { index } = event;
  switch (event.type) {
    case 'start':
      return frame('content_block_start', {
        type: 'content_block_start',
        index,
        content_block: event.block,
      });
    case 'delta':
      return frame('content_block_delta', { type: 'content_block_delta', index, delta: event.delta });
    case 'stop':
      return frame('content_block_stop', { type: 'content_block_stop', index });
  }
}

function frame(event: string, data: JsonObject): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
