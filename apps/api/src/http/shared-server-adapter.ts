import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';

/** Takes a request it serves itself; false: not one of its paths. */
export type Claim = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Limits against slow and oversized requests. Bodies of model calls have their own time limit in the gateway. */
const SERVER_LIMITS = {
  /** All headers must be here within this time, in ms. */
  headersTimeout: 15_000,
  /** The whole request, body included, must be here within this time; says nothing about replies. */
  requestTimeout: 300_000,
  /** Longer than the idle time-out of usual load balancers (60 s), so that they close first. */
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 32_768,
} as const;
const HEADERS_MAX = 200;

/**
 * One http.Server for both planes: each request is offered to the gateway first, and what it does not claim goes to
 * Express. See docs/decisions/0001.
 */
export class SharedServerAdapter extends ExpressAdapter {
  private claim: Claim = () => false;

  /** @param rootPath `SERVER_ROOT_PATH`: every route also exists below it. */
  constructor(private readonly rootPath: string) {
    super();
  }

  /** From now on requests are offered to the gateway; before the server listens. */
  offerTo(claim: Claim): void {
    this.claim = claim;
  }

  override initHttpServer(): void {
    const express = this.getInstance<(request: IncomingMessage, response: ServerResponse) => void>();
    const server = createServer(SERVER_LIMITS, (request, response) => {
      if (this.claim(request, response)) return;
      request.url = withoutRoot(request.url ?? '/', this.rootPath);
      express(request, response);
    });
    server.maxHeadersCount = HEADERS_MAX;
    server.on('clientError', refuseMalformed);
    this.httpServer = server;
  }

  /** The server itself; exists once the Nest application does. */
  get server(): Server {
    return this.httpServer;
  }
}

function withoutRoot(url: string, rootPath: string): string {
  if (rootPath === '' || !url.startsWith(rootPath)) return url;
  const rest = url.slice(rootPath.length);
  if (rest === '') return '/';
  return rest.startsWith('/') || rest.startsWith('?') ? rest.replace(/^\?/, '/?') : url;
}

const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What is no HTTP, too slow or too large before it became a request: answered in the error shape, then closed. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = REFUSALS[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({
    error: {
      message: 'This is not an HTTP request the gateway can read.',
      type: 'invalid_request_error',
      param: null,
      code: status.slice(0, 3),
    },
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
