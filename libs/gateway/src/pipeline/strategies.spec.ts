import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RoutingTable } from '@tollgate/routing';
import { deployment, GatewayHost, keyContext, PROMPT, routingTable, until } from '../testing/gateway-host.js';
import {
  answerHello,
  chunk,
  sendJson,
  startStream,
  TinyUpstream,
  type UpstreamScript,
} from '../testing/tiny-upstream.js';

let p: TinyUpstream;
let q: TinyUpstream;
let host: GatewayHost;
let ids = 0;

beforeAll(async () => {
  p = await new TinyUpstream().start();
  q = await new TinyUpstream().start();
  host = await new GatewayHost(routingTable([])).start();
});
afterAll(async () => {
  await host.stop();
  await Promise.all([p.stop(), q.stop()]);
});
beforeEach(() => {
  p.answer(answerHello);
  q.answer(answerHello);
  host.events.length = 0;
  host.key = keyContext();
});

type Over = Parameters<typeof deployment>[1];

/** One group of two deployments that nothing is known of yet, one an upstream. */
function serve(table: Partial<RoutingTable>, ofP: Over = {}, ofQ: Over = {}): void {
  ids += 1;
  const both = [
    deployment('M', { ...ofP, id: `p-${ids}`, target: { baseUrl: p.url } }),
    deployment('M', { ...ofQ, id: `q-${ids}`, target: { baseUrl: q.url } }),
    deployment('N', { id: `n-${ids}`, target: { baseUrl: q.url, model: 'n' } }),
  ];
  host.settings = { ...host.settings, table: routingTable(both, table) };
}

/** As `serve`, with the group's second deployment left out. */
function serveAlone(table: Partial<RoutingTable>, ofP: Over = {}): void {
  serve(table, ofP);
  const groups = new Map(host.settings.table.groups);
  groups.set('M', (groups.get('M') ?? []).slice(0, 1));
  host.settings = { ...host.settings, table: { ...host.settings.table, groups } };
}

const ask = (over: Record<string, unknown> = {}) => host.chat({ model: 'M', messages: PROMPT, ...over });
const served = async (over: Record<string, unknown> = {}) =>
  (await ask(over)).headers.get('x-litellm-model-id')?.charAt(0);
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: Record<string, unknown> }).error;
const fails =
  (status: number, error: Record<string, unknown>): UpstreamScript =>
  (res) =>
    sendJson(res, status, { error: { message: 'no', type: 'x', param: null, code: null, ...error } });

/** An upstream that answers when it is told to. */
function held(): { script: UpstreamScript; release: () => void } {
  let release = () => undefined as void;
  const open = new Promise<void>((resolve) => (release = resolve));
  return {
    script: async (res, request, nth) => {
      await open;
      await answerHello(res, request, nth);
    },
    release: () => release(),
  };
}

describe('least-busy', () => {
  it('sends a call away from a deployment that is still answering another, whole or streamed', async () => {
    for (const stream of [false, true]) {
      serve({ strategy: 'least-busy' });
      const slow = held();
      p.answer(slow.script);
      q.answer(slow.script);
      const before = p.received.length + q.received.length;
      const first = ask({ stream });
      await until(() => p.received.length + q.received.length === before + 1);
      const second = ask({ stream });
      await until(() => p.received.length + q.received.length === before + 2);
      slow.release();
      const ofBoth = (await Promise.all([first, second])).map((one) => one.headers.get('x-litellm-model-id'));
      expect(ofBoth.sort()).toEqual([`p-${ids}`, `q-${ids}`]);
    }
  });
});

describe('latency-based-routing', () => {
  it('stays with the deployment that answers sooner, once both are known', async () => {
    serve({ strategy: 'latency-based-routing' });
    p.answer(async (res, request, nth) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await answerHello(res, request, nth);
    });
    // The first goes to either, the second to the one that is not known yet.
    await ask();
    await ask();
    for (let i = 0; i < 4; i += 1) expect(await served()).toBe('q');
  });
});

describe('limits of a deployment', () => {
  it('of rpm send the calls above them elsewhere, and then refuse with a time to come back', async () => {
    serve({}, { rpm: 1 }, { rpm: 1 });
    expect([await served(), await served()].sort()).toEqual(['p', 'q']);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await errorOf(refused)).toMatchObject({
      type: 'rate_limit_error',
      message: expect.stringContaining('No deployments available'),
    });
  });

  it('of max_parallel_requests hold while a call is on its way, and no longer', async () => {
    serveAlone({}, { maxParallelRequests: 1 });
    const slow = held();
    p.answer(slow.script);
    const before = p.received.length;
    const first = ask();
    await until(() => p.received.length === before + 1);
    expect((await ask()).status).toBe(429);
    slow.release();
    expect((await first).status).toBe(200);
    expect(await served()).toBe('p');
  });

  it('of tpm count what was used', async () => {
    serveAlone({}, { tpm: 15 });
    expect(await served()).toBe('p');
    await until(() => host.events.length === 1);
    expect((await ask()).status).toBe(429);
  });
});

describe('tags of a call', () => {
  it('choose the deployment, and are refused where none has them', async () => {
    serve({ tagFiltering: { matchAny: true } }, { tags: ['free'] }, { tags: ['paid'] });
    expect(await served({ tags: ['paid'] })).toBe('q');
    expect(await served({ metadata: { tags: ['free'] } })).toBe('p');
    const refused = await ask({ tags: ['other'] });
    expect(refused.status).toBe(401);
    expect(await errorOf(refused)).toMatchObject({
      message: expect.stringContaining('Not allowed to access model due to tags configuration'),
    });
  });

  it('of its key count as its own', async () => {
    serve({ tagFiltering: { matchAny: true } }, { tags: ['free'] }, { tags: ['paid'] });
    host.key = keyContext({ tags: ['paid'] });
    expect(await served()).toBe('q');
  });
});

describe('a prompt that is too long', () => {
  const tooLong = fails(400, {
    code: 'context_length_exceeded',
    message: 'maximum context length is 8192 tokens',
  });

  it('goes to its own fallbacks, of the configuration or of the client', async () => {
    serveAlone({ contextWindowFallbacks: new Map([['M', ['N']]]) });
    p.answer(tooLong);
    expect(await served()).toBe('n');
    serveAlone({});
    expect(await served({ context_window_fallbacks: [{ M: ['N'] }] })).toBe('n');
  });

  it('is the client’s where such fallbacks are configured for others only', async () => {
    serveAlone({ contextWindowFallbacks: new Map(), fallbacks: new Map([['M', ['N']]]) });
    p.answer(tooLong);
    const response = await ask();
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'context_length_exceeded' });
  });

  it.each(['x', [{ M: 'N' }], [['M']], [{ M: [1] }]])('cannot be sent elsewhere by %j', async (given) => {
    serveAlone({});
    const response = await ask({ context_window_fallbacks: given });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ param: 'context_window_fallbacks' });
  });
});

describe('a stream that breaks after content', () => {
  it('counts against its deployment', async () => {
    serve({ allowedFails: 0, strategy: 'cost-based-routing' }, {}, { prices: null });
    p.answer((res) => {
      startStream(res);
      res.write(chunk('m', { role: 'assistant', content: 'Hel' }), () => res.destroy());
    });
    await (await ask({ stream: true })).text();
    await until(() => host.events.length === 1);
    expect(await served()).toBe('q');
  });
});

describe('a client that is in a hurry', () => {
  it('does not take a deployment out of service', async () => {
    serveAlone({ allowedFails: 0 });
    const slow = held();
    p.answer(slow.script);
    expect((await ask({ timeout: 0.05 })).status).toBe(408);
    slow.release();
    p.answer(answerHello);
    expect(await served()).toBe('p');
  });
});
