import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deployment, GatewayHost, keyContext, PROMPT, routingTable } from '../testing/gateway-host.js';
import { answerHello, sendJson, TinyUpstream } from '../testing/tiny-upstream.js';

let p: TinyUpstream;
let q: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  p = await new TinyUpstream((res) => sendJson(res, 503, { error: { message: 'no' } })).start();
  q = await new TinyUpstream(answerHello).start();
  const table = routingTable([
    deployment('P', { id: 'p', target: { baseUrl: p.url } }),
    deployment('Q', { id: 'q', target: { baseUrl: q.url } }),
  ]);
  host = await new GatewayHost(table).start();
});
afterAll(async () => {
  await host.stop();
  await Promise.all([p.stop(), q.stop()]);
});

const ask = () => host.chat({ model: 'P', messages: PROMPT });

describe('a key with router settings of its own', () => {
  it('is routed by them; other keys, and what is known of deployments, are not touched', async () => {
    expect((await ask()).status).toBe(503);
    host.key = keyContext({ routerSettings: { fallbacks: [{ P: ['Q'] }] } });
    host.ownTable = (base) => ({ ...base, base, fallbacks: new Map([['P', ['Q']]]) });
    for (let i = 0; i < 5; i += 1) expect((await ask()).headers.get('x-litellm-model-id')).toBe('q');
    expect(host.ownTables).toBe(1);
    host.key = keyContext();
    expect((await ask()).status).toBe(503);
  });

  it('follows a change of the configuration', async () => {
    host.key = keyContext({ routerSettings: {} });
    host.ownTable = (base) => ({ ...base, base });
    const before = host.ownTables;
    await ask();
    host.settings = { ...host.settings };
    await ask();
    expect(host.ownTables).toBe(before + 2);
  });
});
