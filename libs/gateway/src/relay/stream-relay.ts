import { type Failure, type Usage } from '@tollgate/core';
import { type UpstreamFault } from '@tollgate/llm';

/** Turns the bytes of an upstream's stream into those of the client's. Bounded memory; never throws for what it reads. */
export interface StreamRelay {
  /** How the texts it returns become bytes. */
  readonly encoding: 'latin1' | 'utf8';
  /** Server-sent events, or bytes of the upstream's own content type. */
  readonly media: 'events' | 'bytes';
  /** The upstream may answer whole instead, and that is no fault of it. */
  readonly mayBeWhole?: true;
  /** Real content was seen: from now on a failure can no longer be answered with a status. */
  readonly begun: boolean;
  /** The upstream's end mark was seen. */
  readonly complete: boolean;
  /** The upstream failed inside its stream. */
  readonly fault: UpstreamFault | null;
  /** What the upstream said it used; null when it has not said. */
  readonly usage: Usage | null;
  /** The id the client sees. */
  readonly responseId: string | null;
  /** Takes a piece of the upstream's reply, one character a byte. @returns what the client gets for it, '' for nothing yet. */
  push(bytes: string): string;
  /** The upstream's connection ended: what is left of the stream. Afterwards `complete` or `fault` tells how it went. */
  close(): string;
  /** The frames that end a complete stream. `usage` is what was counted when the upstream gave none. */
  end(usage: Usage | null): string;
  /** The frames that end a stream that failed. */
  fail(failure: Failure): string;
  /** Tokens of output seen so far, counted by the gateway. */
  seenTokens(): number;
}
