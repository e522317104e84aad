import { type Usage } from '@tollgate/core';
import { type UpstreamFault } from '@tollgate/llm';
import { type StreamRelay } from './stream-relay.js';

/** Hands on what is no text (speech), byte for byte, as it comes. */
export class BinaryStream implements StreamRelay {
  readonly encoding = 'latin1';
  readonly media = 'bytes';
  readonly responseId = null;
  readonly fault: UpstreamFault | null = null;
  begun = false;
  complete = false;

  /** @param usage what such a call uses, whatever comes of it. */
  constructor(readonly usage: Usage) {}

  push(bytes: string): string {
    this.begun = true;
    return bytes;
  }

  close(): string {
    this.complete = true;
    return '';
  }

  end(): string {
    return '';
  }

  /** Sound cannot say that it failed; its relay cuts the connection. */
  fail(): string {
    return '';
  }

  seenTokens(): number {
    return 0;
  }
}
