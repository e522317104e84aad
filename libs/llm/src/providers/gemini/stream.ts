import { type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type PayloadReader, SseReplyDecoder } from '../sse-reply.js';
import { findGeminiError } from './fault.js';
import { GeminiReply } from './reply.js';

/** Payloads of a streamed reply (`alt=sse`). Gemini sends no end mark: a finish reason is all there is. */
class GeminiPayloads implements PayloadReader {
  readonly ended = false;
  readonly #reply = new GeminiReply();

  get finished(): boolean {
    return this.#reply.finished;
  }

  read(payload: JsonObject): ChatEvent[] {
    const fault = findGeminiError(payload);
    return fault === null ? this.#reply.read(payload) : [{ type: 'error', fault }];
  }

  close(): ChatEvent[] {
    return this.#reply.close();
  }
}

export class GeminiStreamDecoder extends SseReplyDecoder {
  constructor() {
    super(new GeminiPayloads(), null);
  }
}
