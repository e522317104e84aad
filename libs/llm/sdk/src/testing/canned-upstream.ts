import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface CannedRequest {
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A provider that answers every call the same, and remembers what it was sent. */
export class CannedUpstream {
  readonly requests: CannedRequest[] = [];
  #answer = { type: 'application/json', body: '{}' };
  readonly #server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      this.requests.push({
        path: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        body: Buffer.concat(pieces),
      });
      response.writeHead(200, { 'content-type': this.#answer.type }).end(this.#answer.body);
    });
  });

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answers(body: string, type = 'application/json'): void {
    this.#answer = { type, body };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
