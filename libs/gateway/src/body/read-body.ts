import { type IncomingMessage } from 'node:http';
import { type Failure } from '@tollgate/core';

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

class BodyReader {
  #text = '';
  #timer: NodeJS.Timeout | null = null;
  #settle: (result: string | Failure | null) => void = () => undefined;

  constructor(
    private readonly req: IncomingMessage,
    private readonly bounds: BodyBounds,
  ) {}

  text(): Promise<string | Failure | null> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.req
        .on('data', this.#onData)
        .on('end', this.#onEnd)
        .on('close', this.#onClose)
        .on('error', this.#onClose);
      this.#timer = setTimeout(this.#onTimeout, this.bounds.bodyTimeoutMs);
    });
  }

  readonly #onTimeout = () => this.#stop(tooSlow(this.bounds));

  readonly #onData = (chunk: Buffer) => {
    this.#text += chunk.toString('latin1');
    if (this.#text.length > this.bounds.maxRequestBytes) this.#stop(tooLarge(this.bounds));
  };

  readonly #onEnd = () => this.#stop(this.#text);
  readonly #onClose = () => this.#stop(null);

  #stop(result: string | Failure | null): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.req
      .off('data', this.#onData)
      .off('end', this.#onEnd)
      .off('close', this.#onClose)
      .off('error', this.#onClose);
    if (typeof result !== 'string') this.req.on('error', () => undefined).resume();
    this.#settle(result);
  }
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
