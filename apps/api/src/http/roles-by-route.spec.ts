import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, USER_ROLES } from '@tollgate/core';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';
import { type Gate, GATES, PASSES } from '../testing/route-gates.js';
import { routeCall } from '../testing/route-call.js';
import { PRODUCT_MODULES } from './product-modules.js';

const TABLE = Object.entries(GATES).flatMap(([gate, routes]) =>
  routes.map((route) => [gate as Gate, route] as const),
);

describe('roles by route', () => {
  let world: ManagementWorld;
  const keys = new Map<Role, string>();
  beforeAll(async () => {
    world = await ManagementWorld.open(PRODUCT_MODULES);
    for (const role of USER_ROLES) {
      const { body } = await request(world.server)
        .post('/user/new')
        .auth(MASTER_KEY, { type: 'bearer' })
        .send({ user_role: role })
        .expect(200);
      keys.set(role, String(body.key));
    }
  }, 90_000);
  afterAll(() => world.close());

  const call = (route: string) => routeCall(world.server, route);

  it('leave no route unlisted, and list none that is not there', () => {
    const there = world.routes().map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(there)].sort()).toEqual([...new Set(TABLE.map(([, route]) => route))].sort());
  });

  it.each(TABLE)('let through %s at %s, and nobody else', async (gate, route) => {
    for (const role of USER_ROLES) {
      const asked = call(route).auth(keys.get(role) ?? '', { type: 'bearer' });
      const reply = await (route.startsWith('POST') || route.startsWith('PATCH') ? asked.send({}) : asked);
      const stopped =
        reply.status === 401 && JSON.stringify(reply.body).includes('Only proxy admin can be used');
      expect([role, stopped]).toEqual([role, !PASSES[gate].includes(role)]);
    }
  });

  it.each(TABLE.filter(([gate]) => gate !== 'everyone'))(
    'let through %s at %s with a key only',
    async (_, route) => {
      expect((await call(route)).status).toBe(401);
    },
  );
});
