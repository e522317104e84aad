import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ModelPriceView, type PriceLookup } from '@tollgate/core';
import { ModelsHttpModule } from '@tollgate/models';
import request from 'supertest';
import { MASTER_KEY, ManagementWorld } from '../testing/management-world.js';

let world: ManagementWorld;
beforeAll(async () => {
  world = await ManagementWorld.open([ModelsHttpModule]);
}, 90_000);
afterAll(() => world.close());

const bearer = { authorization: `Bearer ${MASTER_KEY}` };
const PRICE = {
  ...{ provider: 'openai', model: 'gpt-file', origin: 'contract of 1 October' },
  prices: { input_cost_per_token: 0.000002, output_cost_per_token: '0.000008' },
};

async function set(fields: object = {}): Promise<ModelPriceView> {
  const reply = await request(world.server)
    .post('/spend/prices')
    .set(bearer)
    .send({ ...PRICE, ...fields });
  expect([reply.status, reply.text]).toEqual([201, reply.text]);
  return reply.body as ModelPriceView;
}

async function lookUp(at: string): Promise<PriceLookup> {
  const { body } = await request(world.server)
    .get('/spend/prices/lookup')
    .set(bearer)
    .query({ provider: 'openai', model: 'gpt-file', at });
  return body as PriceLookup;
}

describe('the price book over HTTP', () => {
  it('keeps a price with its span, where it comes from and who set it, and charges by it', async () => {
    const made = await set({ valid_from: '2026-10-01', valid_to: '2026-11-01T00:00:00+02:00' });
    expect(made).toEqual({
      ...{ id: made.id, provider: 'openai', model: 'gpt-file', origin: 'contract of 1 October' },
      ...{ valid_from: '2026-10-01T00:00:00.000Z', valid_to: '2026-10-31T22:00:00.000Z' },
      prices: { input_cost_per_token: '0.000002', output_cost_per_token: '0.000008' },
      ...{
        created_at: made.created_at,
        created_by: 'default_user_id',
        withdrawn_at: null,
        withdrawn_by: null,
      },
    });
    expect(await lookUp('2026-10-15')).toMatchObject({
      ...{ source: 'price_book', version: made.id },
      usd_per_million: { input: 2, output: 8 },
    });
    expect(await lookUp('2026-11-15')).toMatchObject({ source: null, version: null });
  });

  it('lets the newest count, and the one below again once it is withdrawn', async () => {
    const below = await set({ valid_from: '2027-01-01' });
    const above = await set({ valid_from: '2027-01-01', prices: { input_cost_per_token: 1 } });
    expect(await lookUp('2027-01-02')).toMatchObject({ version: above.id });
    const path = `/spend/prices/${above.id}`;
    const { body } = await request(world.server).delete(path).set(bearer).expect(200);
    expect(body).toMatchObject({ id: above.id, withdrawn_by: 'default_user_id' });
    expect(await lookUp('2027-01-02')).toMatchObject({ version: below.id });
    const listed = await request(world.server).get('/spend/prices?provider=openai').set(bearer).expect(200);
    expect(listed.body).not.toContainEqual(expect.objectContaining({ id: above.id }));
    const all = await request(world.server).get('/spend/prices?withdrawn=true').set(bearer).expect(200);
    expect(all.body).toContainEqual(expect.objectContaining({ id: above.id }));
  });

  it.each([
    [{ provider: 'nobody' }, 'provider'],
    [{ prices: {} }, 'prices'],
    [{ prices: { input_cost_per_token: 'much' } }, 'prices'],
    [{ prices: { model: 'x' } }, 'prices'],
    [{ prices: null }, 'prices'],
    [{ valid_from: 'yesterday' }, 'valid_from'],
    [{ valid_from: '2026-10-02', valid_to: '2026-10-01' }, 'valid_to'],
    [{ valid_from: '2026-13-01' }, 'valid_from'],
    [{ origin: '' }, 'origin'],
    [{ model: 'm'.repeat(300) }, 'model'],
  ])('refuses %j, naming %s', async (fields, param) => {
    const reply = await request(world.server)
      .post('/spend/prices')
      .set(bearer)
      .send({ ...PRICE, ...fields });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.text).toContain(param);
  });

  it.each(['no-such-id', '0b7a8c5e-1111-4222-8333-944455556666'])('has no price %s', async (id) => {
    await request(world.server).delete(`/spend/prices/${id}`).set(bearer).expect(404);
  });
});
