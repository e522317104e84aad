import { type ClientResponse } from '../pipeline/client.js';
import { type StreamSink } from './streamed-reply.js';

/** The client's side of a stream: writes while the client reads, and says when it reads again. */
export class ClientSink implements StreamSink {
  #waiting = false;

  constructor(
    private readonly res: ClientResponse,
    private readonly drained: () => void,
  ) {}

  write(text: string, encoding: 'latin1' | 'utf8'): boolean {
    if (this.res.destroyed) return true;
    if (this.res.write(text, encoding)) return true;
    if (!this.#waiting) {
      this.#waiting = true;
      this.res.once('drain', this.#onDrain);
    }
    return false;
  }

  readonly #onDrain = () => {
    this.#waiting = false;
    this.drained();
  };
}
