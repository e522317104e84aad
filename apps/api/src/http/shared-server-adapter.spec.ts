import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SharedServerAdapter } from './shared-server-adapter.js';

describe('SharedServerAdapter', () => {
  let adapter: SharedServerAdapter;
  let port: number;
  const claimed: string[] = [];

  beforeEach(async () => {
    claimed.length = 0;
    adapter = new SharedServerAdapter('/llm');
    adapter.initHttpServer();
    adapter.get('/echo', (request: { url: string }, response: { end(text: string): void }) => {
      response.end(request.url);
    });
    adapter.offerTo((request, response) => {
      if (!request.url?.startsWith('/v1/')) return false;
      claimed.push(request.url);
      response.end('claimed');
      return true;
    });
    adapter.server.listen(0, '127.0.0.1');
    await once(adapter.server, 'listening');
    port = (adapter.server.address() as AddressInfo).port;
  });
  afterEach(() => {
    adapter.server.closeAllConnections();
    adapter.server.close();
  });

  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

  /** Sends raw bytes and reads until the server closes. */
  async function raw(bytes: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    let reply = '';
    for await (const piece of socket) reply += String(piece);
    return reply;
  }

  it('offers every request to the gateway first, unchanged, and the rest to Express', async () => {
    expect(await get('/v1/chat?x=1')).toBe('claimed');
    expect(claimed).toEqual(['/v1/chat?x=1']);
    expect(await get('/echo?x=1')).toBe('/echo?x=1');
  });

  it('serves the same routes below the root path, and only there', async () => {
    expect(await get('/llm/echo?x=1')).toBe('/echo?x=1');
    expect(await get('/llmecho')).toContain('Cannot GET /llmecho');
  });

  it.each([
    ['what is no HTTP', 'GARBAGE\r\n\r\n', 400],
    [
      'two lengths',
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      400,
    ],
    ['endless headers', `GET /echo HTTP/1.1\r\nHost: a\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers %s in the error shape and closes', async (_, bytes, status) => {
    const reply = await raw(bytes);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const body = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)) as object;
    expect(body).toMatchObject({ error: { type: 'invalid_request_error', code: String(status) } });
  });
});
