import { jest } from '@jest/globals';

/** One call that the dashboard made. */
export interface SeenCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

export interface FakeReply {
  status?: number;
  body: unknown;
}

/** Answers of the API by `METHOD /path`; a function sees the call. What is not listed is a 404. */
export type FakeRoutes = Record<string, FakeReply | ((call: SeenCall) => FakeReply | Promise<FakeReply>)>;

/** Puts an API in place of fetch. Returns every call that was made, in order. */
export function fakeApi(routes: FakeRoutes): SeenCall[] {
  const calls: SeenCall[] = [];
  globalThis.fetch = jest.fn<typeof fetch>(async (input, init = {}) => {
    if (typeof input !== 'string') throw new Error('The client calls with a text.');
    const url = new URL(input, 'http://gateway.test');
    const call: SeenCall = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    calls.push(call);
    const route = routes[`${call.method} ${call.path}`];
    const reply = (typeof route === 'function' ? await route(call) : route) ?? {
      status: 404,
      body: { detail: 'Not Found' },
    };
    return Response.json(reply.body, { status: reply.status ?? 200 });
  });
  return calls;
}
