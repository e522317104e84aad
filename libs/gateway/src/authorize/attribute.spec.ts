import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Attribution, type LimitScope } from '@tollgate/core';
import {
  deployment,
  GatewayHost,
  keyContext,
  MASTER_KEY,
  PROMPT,
  routingTable,
} from '../testing/gateway-host.js';
import { TinyUpstream } from '../testing/tiny-upstream.js';

const USD = 1_000_000_000_000n;

const scope = (kind: 'customer' | 'tag', id: string, limits: Partial<LimitScope>): LimitScope => ({
  ...{ kind, id, requestsPerMinute: null, tokensPerMinute: null, parallelRequests: null, maxBudget: null },
  ...limits,
});
const attribution = (fields: Partial<Attribution>): Attribution => ({
  ...{ kind: 'customer', id: 'c', blocked: false, models: [], scope: null },
  ...fields,
});

describe('what a call names besides its key', () => {
  let upstream: TinyUpstream;
  let host: GatewayHost;
  const known = new Map<string, Attribution>();

  beforeEach(async () => {
    known.clear();
    upstream = await new TinyUpstream().start();
    const target = { baseUrl: upstream.url };
    host = await new GatewayHost(
      routingTable([deployment('m', { target }), deployment('other', { target })]),
    ).start();
    host.attributions = (customerId, tags) =>
      [customerId, ...tags].flatMap((name) => (name === null ? [] : (known.get(name) ?? [])));
  });
  afterEach(async () => {
    await host.stop();
    await upstream.stop();
  });

  const call = (body: object = {}, headers: Record<string, string> = {}) =>
    host.chat({ model: 'm', messages: PROMPT, max_tokens: 10, ...body }, { headers });
  const errorOf = async (reply: Response) =>
    ((await reply.json()) as { error: Record<string, unknown> }).error;

  it('stops the call when it is blocked, and names it', async () => {
    known.set('c', attribution({ blocked: true }));
    const refused = await call({ user: 'c' });
    expect(refused.status).toBe(401);
    expect(await errorOf(refused)).toMatchObject({
      message: expect.stringContaining('Customer=c is blocked'),
    });
    expect((await call({ user: 'another' })).status).toBe(200);
    expect((await call()).status).toBe(200);
    expect(upstream.received).toHaveLength(2);
  });

  it('is found by the headers of end users as well', async () => {
    known.set('c', attribution({ blocked: true }));
    expect((await call({}, { 'x-litellm-customer-id': 'c' })).status).toBe(401);
    expect((await call({}, { 'x-litellm-end-user-id': 'c' })).status).toBe(401);
  });

  it('narrows the models, under an error of its own', async () => {
    known.set('c', attribution({ models: ['other'] }));
    const refused = await call({ user: 'c' });
    expect([refused.status, (await errorOf(refused))['type']]).toEqual([403, 'customer_model_access_denied']);
    expect((await call({ user: 'c', model: 'other' })).status).toBe(200);
  });

  it('has limits of its own, which a refused call does not use up', async () => {
    known.set('c', attribution({ scope: scope('customer', 'c', { requestsPerMinute: 1 }) }));
    expect((await call({ user: 'c' })).status).toBe(200);
    const refused = await call({ user: 'c' });
    expect(refused.status).toBe(429);
    expect((await errorOf(refused))['message']).toContain('Rate limit exceeded for customer');
    expect((await call({ user: 'another' })).status).toBe(200);
  });

  it('has a budget, whoever calls: its key, another one, or the master key', async () => {
    known.set('c', attribution({ scope: scope('customer', 'c', { maxBudget: USD, spent: () => USD }) }));
    const refused = await call({ user: 'c' });
    expect([refused.status, (await errorOf(refused))['type']]).toEqual([429, 'budget_exceeded']);
    const master = await call({ user: 'c' }, { authorization: `Bearer ${MASTER_KEY}` });
    expect(master.status).toBe(429);
  });

  it('is a tag of the key or of the call', async () => {
    known.set('ci', attribution({ kind: 'tag', id: 'ci', blocked: true }));
    expect((await call({ metadata: { tags: ['ci'] } })).status).toBe(401);
    expect((await call({}, { 'x-litellm-tags': 'ci' })).status).toBe(401);
    host.key = keyContext({ tags: ['ci'] });
    expect((await call()).status).toBe(401);
  });

  it('is not guessed: where the rules could not be read yet, the call waits for nothing and is a 503', async () => {
    host.attributions = () => null;
    const refused = await call({ user: 'c' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await call()).status).toBe(200);
  });
});
