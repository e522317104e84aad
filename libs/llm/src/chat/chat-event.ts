import { type ErrorClass, type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type WireFormat } from './chat-request.js';

/**
 * A reply, as a stream of events: noun, then moment. A whole reply decodes into the same events as its streamed twin, so
 * stream and non-stream cannot disagree. `choice` counts from 0; `call` counts tool calls within a choice from 0.
 */
export type ChatEvent =
  | { type: 'message-start'; id: string | null; model: string | null; created: number | null }
  | { type: 'text-delta'; choice: number; text: string }
  | { type: 'refusal-delta'; choice: number; text: string }
  | { type: 'reasoning-delta'; choice: number; text: string }
  /** Closes a stretch of reasoning: its signature, or encrypted reasoning without text. */
  | { type: 'reasoning-end'; choice: number; signature: string | null; redacted: string | null }
  | {
      type: 'tool-call-start';
      choice: number;
      call: number;
      /** null: the upstream gives calls no ids; the surface makes one that is unique to the reply. */
      id: string | null;
      name: string;
      signature: string | null;
      /** A free-form tool: `argumentsText` is plain text, not JSON. */
      custom?: boolean;
    }
  | { type: 'tool-call-delta'; choice: number; call: number; argumentsText: string }
  | { type: 'image'; choice: number; mediaType: string; data: string }
  | {
      type: 'audio-delta';
      choice: number;
      data: string | null;
      transcript: string | null;
      id: string | null;
      expiresAt: number | null;
    }
  /** A source of the text just before it: OpenAI's `url_citation` annotation where it is one, else the provider's shape. */
  | { type: 'citation'; choice: number; citation: Json }
  /** A block only one wire format knows (server tools …), verbatim. */
  | { type: 'opaque'; choice: number; wire: WireFormat; value: JsonObject }
  | { type: 'logprobs'; choice: number; logprobs: JsonObject }
  /** `raw` is the provider's own word; `stopSequence` the stop text that was met. */
  | { type: 'finish'; choice: number; reason: FinishReason; raw?: string; stopSequence?: string }
  /** Cumulative: a later one replaces an earlier one. */
  | { type: 'usage'; usage: Usage }
  /** Facts of the reply without a place in the hub (`system_fingerprint`, `service_tier` …), verbatim. */
  | { type: 'extra'; members: JsonObject }
  /** The upstream failed after it had begun to answer. Nothing follows. */
  | { type: 'error'; fault: UpstreamFault }
  /** The upstream's own end mark was seen; a stream without it was cut. */
  | { type: 'message-end' };

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** An upstream's error, classified. `message` is the provider's text without keys, URLs and hosts, at most 2,000 characters. */
export interface UpstreamFault {
  class: ErrorClass;
  /** The upstream's HTTP status; null for an error inside a stream. */
  status: number | null;
  message: string;
  /** The upstream's own `type`, `code` and `param`, where it has them. */
  type: string | null;
  code: string | null;
  param: string | null;
  /** Seconds, from `retry-after`, `retry-after-ms` or an HTTP date. */
  retryAfterSeconds: number | null;
  /** An account fault (credit used up, key revoked): not the prompt's doing, so another deployment may serve. */
  accountFault: boolean;
}
