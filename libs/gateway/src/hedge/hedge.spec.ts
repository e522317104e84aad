import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dataOf,
  deployment,
  GatewayHost,
  PRICES,
  PROMPT,
  routingTable,
  until,
} from '../testing/gateway-host.js';
import { answerHello, sendJson, TinyUpstream, type UpstreamScript } from '../testing/tiny-upstream.js';
import { HedgeShare } from './hedge-share.js';

let slow: TinyUpstream;
let quick: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  slow = await new TinyUpstream().start();
  quick = await new TinyUpstream().start();
  host = await new GatewayHost(routingTable([])).start();
});
afterAll(async () => {
  await host.stop();
  await Promise.all([slow.stop(), quick.stop()]);
});
let ids = 0;
beforeEach(() => {
  ids += 1;
  slow.answer(never);
  quick.answer(answerHello);
  host.events.length = 0;
  serve();
});

const never: UpstreamScript = () => undefined;
const fails: UpstreamScript = (res) => sendJson(res, 503, { error: { message: 'no' } });
const later =
  (ms: number, script: UpstreamScript = answerHello): UpstreamScript =>
  (res, request, nth) => {
    setTimeout(() => void script(res, request, nth), ms);
  };

/** The slow one is chosen first, as all of the weight is its own. */
function serve(hedging = { afterMs: 40, share: 1 }): void {
  const both = [
    deployment('P', { id: `slow-${ids}`, weight: 1, target: { baseUrl: slow.url } }),
    deployment('P', { id: `quick-${ids}`, weight: 0, target: { baseUrl: quick.url, model: 'gpt-quick' } }),
  ];
  host.settings = { ...host.settings, table: routingTable(both, { hedging }) };
}
const ask = (over: Record<string, unknown> = {}, signal?: AbortSignal) =>
  host.chat({ model: 'P', messages: PROMPT, ...over }, signal ? { signal } : {});
const inFlight = () => [...host.stats.records].map((record) => record.inFlight);

describe('a call that is not answered in time', () => {
  it.each([false, true])(
    'goes to a second deployment, whose answer is its own (stream: %s)',
    async (stream) => {
      const response = await ask({ stream });
      expect(response.status).toBe(200);
      expect(response.headers.get('x-litellm-model-id')).toBe(`quick-${ids}`);
      const text = await response.text();
      if (stream) expect(dataOf(text).at(-1)).toBe('[DONE]');
      else expect(text).toContain('Hello there');
      expect(await slow.received[0]?.closed).toBe('cut');
      expect(slow.received).toHaveLength(1);
      expect(inFlight().every((count) => count === 0)).toBe(true);
    },
  );

  it('costs what both were asked: the loser has a row of its own, and counts as part of the call', async () => {
    await (await ask()).text();
    await until(() => host.events.length === 2);
    const [aside, row] = host.events;
    expect(row).toMatchObject({ status: 'success', deploymentId: `quick-${ids}`, sentModel: 'gpt-quick' });
    expect(aside).toMatchObject({
      ...{ status: 'cancelled', deploymentId: `slow-${ids}`, usageEstimated: true },
      metadata: { hedge_of: row?.id },
    });
    const prompt = BigInt(aside?.usage?.inputTokens ?? 0);
    expect(prompt).toBeGreaterThan(0n);
    expect(aside?.cost).toBe((prompt * PRICES.base.input) / 1_000_000n);
    expect(row?.metadata).toMatchObject({
      routing: {
        attempts: [
          { deployment_id: `slow-${ids}`, outcome: 'cancelled' },
          { deployment_id: `quick-${ids}`, outcome: 'answered' },
        ],
      },
    });
  });

  it('stays where it is when the first answers sooner after all; the second is cancelled', async () => {
    slow.answer(later(150));
    quick.answer(never);
    const response = await ask();
    expect(response.headers.get('x-litellm-model-id')).toBe(`slow-${ids}`);
    expect(await quick.received[0]?.closed).toBe('cut');
    await until(() => host.events.length === 2);
    expect(host.events.map((event) => [event.deploymentId, event.status])).toEqual([
      [`quick-${ids}`, 'cancelled'],
      [`slow-${ids}`, 'success'],
    ]);
    expect(inFlight().every((count) => count === 0)).toBe(true);
  });

  it('waits for the other when one of them fails', async () => {
    slow.answer(later(150));
    quick.answer(fails);
    expect((await ask()).headers.get('x-litellm-model-id')).toBe(`slow-${ids}`);
    slow.answer(later(80, fails));
    quick.answer(later(150));
    serve();
    const response = await ask();
    expect([response.status, response.headers.get('x-litellm-model-id')]).toEqual([200, `quick-${ids}`]);
  });

  it('fails like any other when both fail', async () => {
    slow.answer(later(80, fails));
    quick.answer(fails);
    expect((await ask()).status).toBe(503);
    await until(() => host.events.length === 1);
    expect(host.events[0]).toMatchObject({ status: 'failure', deploymentId: `slow-${ids}` });
  });

  it('leaves nothing open when its client leaves', async () => {
    quick.answer(never);
    const leaving = new AbortController();
    const left = ask({}, leaving.signal);
    await until(() => quick.received.length === 1);
    leaving.abort();
    await expect(left).rejects.toThrow();
    expect([await slow.received[0]?.closed, await quick.received[0]?.closed]).toEqual(['cut', 'cut']);
    await until(() => host.events.length === 2);
    expect(inFlight().every((count) => count === 0)).toBe(true);
  });
});

describe('hedges', () => {
  it('are not made for a call that is answered in time, nor for a group of one', async () => {
    slow.answer(answerHello);
    await (await ask()).text();
    slow.answer(later(120));
    const only = [deployment('P', { id: `only-${ids}`, target: { baseUrl: slow.url } })];
    host.settings = { ...host.settings, table: routingTable(only, { hedging: { afterMs: 20, share: 1 } }) };
    await (await ask()).text();
    expect(quick.received).toHaveLength(0);
  });

  it('are a bounded share of calls', () => {
    const hedges = new HedgeShare();
    let made = 0;
    for (let call = 0; call < 1_000; call += 1) {
      hedges.callBegan(0.05);
      if (hedges.take()) made += 1;
    }
    expect(made).toBeGreaterThanOrEqual(49);
    expect(made).toBeLessThanOrEqual(51);
  });
});
