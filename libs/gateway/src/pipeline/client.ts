import { type IncomingHttpHeaders } from 'node:http';
import { type Writable } from 'node:stream';

/** What the data plane reads of a request besides its body. `IncomingMessage` is one; a call of the same process is another. */
export interface ClientRequest {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Where an answer goes: `ServerResponse`, or what a caller of the same process reads from. */
export interface ClientResponse extends Writable {
  readonly headersSent: boolean;
  /** @param headers flat: name, value, name, value … */
  writeHead(status: number, headers: string[]): unknown;
}
