import { PassThrough } from 'node:stream';
import { type SpendEvent } from '@tollgate/core';
import { type ClientResponse } from '../pipeline/client.js';

/** Status and headers of an answer; names are lower case. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * The answer to a call of the same process: the data plane writes it as it would to a client, the caller reads it as a
 * stream of bytes, at its own pace. Whoever stops reading destroys it, and with it the call upstream.
 */
export class DirectAnswer extends PassThrough implements ClientResponse {
  headersSent = false;
  /** Null: the answer was destroyed before it began. */
  readonly head: Promise<AnswerHead | null>;
  /** How the call was settled; null before. What answers whole is settled before its body ends. */
  event: SpendEvent | null = null;
  #begin: (head: AnswerHead | null) => void = () => undefined;

  constructor() {
    super();
    this.head = new Promise((resolve) => (this.#begin = resolve));
    this.once('close', () => this.#begin(null));
  }

  writeHead(status: number, flat: string[]): void {
    this.headersSent = true;
    const headers = new Map<string, string>();
    for (let i = 0; i + 1 < flat.length; i += 2) headers.set(flat[i] ?? '', flat[i + 1] ?? '');
    this.#begin({ status, headers });
  }
}
