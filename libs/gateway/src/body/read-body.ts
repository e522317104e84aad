import { type IncomingMessage } from 'node:http';
import { type Failure } from '@tollgate/core';
import { deadlines, type Timed } from '../pipeline/deadlines.js';

export interface BodyBounds {
  readonly maxRequestBytes: number;
  /** The body must be complete within this time. */
  readonly bodyTimeoutMs: number;
}

/**
 * Reads a request's body whole, as one character a byte (latin1). Too large is 413, too slow 408, and a body in an encoding
 * the gateway does not read is 415's place: a 400 that names the header. Null when the client went away.
 */
export function readBody(
  req: IncomingMessage,
  bounds: BodyBounds,
): Failure | Promise<string | Failure | null> {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return {
      class: 'BadRequestError',
      message: 'Compressed request bodies are not accepted.',
      param: 'content-encoding',
    };
  if (Number(req.headers['content-length'] ?? 0) > bounds.maxRequestBytes) return tooLarge(bounds);
  return new BodyReader(req, bounds).text();
}

class BodyReader implements Timed {
  dueTick = 0;
  place = -1;
  #text = '';
  #settle: ((result: string | Failure | null) => void) | null = null;

  constructor(
    private readonly req: IncomingMessage,
    private readonly bounds: BodyBounds,
  ) {}

  text(): Promise<string | Failure | null> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.dueTick = performance.now() + this.bounds.bodyTimeoutMs;
      deadlines.watch(this);
      this.req.on('data', (chunk: Buffer) => this.#take(chunk));
      this.req.on('end', () => this.#stop(this.#text));
      // An error is followed by a close, and after the end a close says nothing new.
      this.req.on('error', ignore).on('close', () => this.#stop(null));
    });
  }

  expire(): void {
    this.#stop(tooSlow(this.bounds));
  }

  #take(chunk: Buffer): void {
    // What still comes of a body that was given up is read, to be forgotten.
    if (!this.#settle) return;
    this.#text += chunk.toString('latin1');
    if (this.#text.length > this.bounds.maxRequestBytes) this.#stop(tooLarge(this.bounds));
  }

  #stop(result: string | Failure | null): void {
    const settle = this.#settle;
    if (!settle) return;
    this.#settle = null;
    deadlines.forget(this);
    this.#text = '';
    settle(result);
  }
}

function ignore(): void {
  // The close that follows is what counts.
}

function tooLarge({ maxRequestBytes }: BodyBounds): Failure {
  return {
    class: 'RequestTooLargeError',
    message: `The request body is larger than the gateway accepts (${maxRequestBytes} bytes).`,
    param: 'body',
  };
}

function tooSlow({ bodyTimeoutMs }: BodyBounds): Failure {
  return {
    class: 'RequestTimeoutError',
    message: `The request body was not complete within ${bodyTimeoutMs / 1000} seconds.`,
    param: 'body',
  };
}
