import { type Failure, type Json, type JsonObject, type PicoUsd, type Usage } from '@tollgate/core';
import { type ChatEvent } from '../chat/chat-event.js';
import { type ChatRequest, type WireFormat } from '../chat/chat-request.js';

/** What clients speak: one chat API, as a pair of pure translations to and from the hub. */
export interface ChatSurface {
  readonly wire: WireFormat;
  /**
   * A request body → hub. Strict: a wrong type or an impossible value is a 400 Failure whose `param` is the path
   * (`messages[1].tool_calls[0].function.arguments`). Members the hub has no field for are kept in `extra`; those that
   * are meant for the gateway itself are left out.
   */
  decode(body: Json): ChatRequest | Failure;
  /** All events of one reply, without an `error` among them → the body of a non-streamed answer. */
  encodeReply(events: readonly ChatEvent[], context: ReplyContext): JsonObject;
  /** A fresh encoder for one streamed reply. */
  encodeStream(context: ReplyContext): StreamEncoder;
  /** The body of an answer that is nothing but a failure. @param requestId where the API tells it in the body. */
  encodeFailure(failure: Failure, requestId?: string): JsonObject;
}

/** What a reply says about itself, whatever the upstream said. */
export interface ReplyContext {
  /** Id of the whole reply (`chatcmpl-…`), the same in every chunk. */
  readonly id: string;
  /** Epoch seconds. */
  readonly created: number;
  /** The model name the client asked for. */
  readonly model: string;
  /** Streams only: did the client ask for usage? A non-streamed reply always has it. */
  readonly includeUsage: boolean;
  /** Prices usage for `usage.cost` (`include_cost_in_streaming_usage`); null: no cost is shown. */
  readonly costOfUsage: ((usage: Usage) => PicoUsd | null) | null;
  /** The client used the deprecated `functions`, so calls go back as `function_call`. */
  readonly legacyFunctions?: boolean;
}

/** Events in, text of the reply's frames out. */
export interface StreamEncoder {
  /** Frames for these events, '' when nothing is to be sent yet. An `error` event must go to `fail` instead. */
  push(events: readonly ChatEvent[]): string;
  /** The frames that end a stream that failed after it had begun: an error and nothing that looks complete. */
  fail(failure: Failure): string;
  /** The frames that end a complete stream: what was held back, usage when asked for, the end mark. */
  end(): string;
}
