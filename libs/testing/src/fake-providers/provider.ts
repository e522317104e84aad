import { type Json, type Usage } from '@tollgate/core';
import { type Answer } from './answers/answer.js';
import { type Prompt } from './answers/prompt.js';
import { type Fault } from './faults/fault.js';
import { type WireEvent } from './faults/stream-plan.js';

/** A request as a provider's fake sees it. */
export interface FakeRequest {
  readonly method: string;
  /** Path below the account's mount: `/v1/chat/completions`. */
  readonly path: string;
  /** Whole path with its percent-encoding, as it was sent. */
  readonly sentPath: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A whole reply. */
export interface PlainReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON to send. */
  readonly body: Json;
  /** Tokens it used, when it used any. */
  readonly usage?: Usage;
}

export interface StreamedReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly events: readonly WireEvent[];
  readonly usage: Usage;
}

/** An accepted request for a generated answer. */
export interface Generation {
  readonly kind: 'generation';
  readonly prompt: Prompt;
  readonly streamed: boolean;
  whole(answer: Answer): PlainReply;
  stream(answer: Answer, faults: readonly Fault[]): StreamedReply;
}

/** An accepted request for anything else that models do (embeddings …): it has a model and may be made to fail. */
export interface PlainCall {
  readonly kind: 'call';
  readonly model: string;
  reply(): PlainReply;
}

/**
 * One vendor. Each lives in a folder of its own: what it accepts (as strictly as the vendor does), what it answers, how it
 * streams, and its errors, in its real wire format.
 */
export interface FakeProvider {
  readonly id: string;
  /** What SDKs append their paths to, below the account's mount: `/v1` for OpenAI, empty for Anthropic. */
  readonly basePath: string;
  /** Checks the request (address, key, body); a refusal is a plain reply in the vendor's words. */
  accept(request: FakeRequest): Generation | PlainCall | PlainReply;
  /** The vendor's error body for a status. */
  error(status: number, message?: string): PlainReply;
  /** The vendor's way to fail after 200. */
  errorEvent(status: number, message?: string): WireEvent;
  /** An event in the vendor's framing. */
  frame(event: WireEvent): Buffer;
}

/** Server-sent events: `event:` where there is one, then `data:`. */
export function frameSse(event: WireEvent): Buffer {
  const name = event.event === undefined ? '' : `event: ${event.event}\n`;
  return Buffer.from(`${name}data: ${event.data}\n\n`);
}
