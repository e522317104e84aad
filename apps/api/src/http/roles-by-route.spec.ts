import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, USER_ROLES } from '@tollgate/core';
import request from 'supertest';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';
import { routeCall } from '../testing/route-call.js';
import { PRODUCT_MODULES } from './product-modules.js';
import { UNBUILT_ROUTES } from './unbuilt-routes.controller.js';

/**
 * Who gets past the gate of each route. `everyone`: without a key · `callers`: any valid key, the route shows each its own ·
 * `writers`: not the two viewers, the route itself finds out whose admin the caller is · `readers`: the admin and the admin
 * viewer · `admin`: the proxy admin.
 */
type Gate = 'everyone' | 'callers' | 'writers' | 'readers' | 'admin';

const GROUPS = ['/v1/access_group', '/v1/unified_access_group'] as const;
const CUSTOMERS = ['/customer', '/end_user'] as const;

const GATES: Readonly<Record<Gate, readonly string[]>> = {
  everyone: [
    ...['GET /', 'GET /health/liveliness', 'GET /health/liveness', 'GET /health/readiness', 'GET /metrics'],
    ...['POST /ui/session', 'GET /ui/session', 'POST /onboarding/claim_token'],
    ...['GET /public/providers', 'GET /public/providers/fields'],
  ],
  callers: [
    ...['POST /v2/key/info', 'GET /key/aliases', 'POST /key/health'],
    ...['DELETE /ui/session', 'GET /key/info', 'GET /key/list', 'GET /team/info', 'GET /team/list'],
    ...['GET /v2/team/list', 'GET /team/available', 'GET /team/permissions_list', 'GET /user/info'],
    ...['GET /v2/user/info', 'GET /user/list', 'GET /user/available_roles', 'POST /user/update'],
    ...['GET /organization/list', 'GET /organization/info', 'GET /health/readiness/details'],
    ...['GET /model/info', 'GET /v1/model/info', 'GET /v2/model/info', 'GET /model_group/info'],
    ...[
      'GET /spend/logs',
      'GET /spend/logs/v2',
      'GET /user/daily/activity',
      'GET /spend/logs/ui',
      'GET /spend/keys',
    ],
    ...[
      'GET /spend/logs/ui/:request_id',
      'GET /spend/logs/routing/:request_id',
      'GET /user/daily/activity/aggregated',
    ],
    ...['GET /spend/exports', 'POST /spend/exports', 'GET /spend/exports/:id', 'GET /spend/exports/:id/file'],
    'DELETE /spend/exports/:id',
    ...UNBUILT_ROUTES.map((path) => `ALL /${path}`),
  ],
  writers: [
    ...['POST /key/regenerate', 'POST /key/:key/regenerate', 'POST /key/:key/reset_spend'],
    'POST /key/service-account/generate',
    ...['POST /key/generate', 'POST /key/update', 'POST /key/delete', 'POST /user/new', 'POST /team/new'],
    ...['POST /team/update', 'POST /team/delete', 'POST /team/member_add', 'POST /team/member_delete'],
    ...['POST /team/member_update', 'POST /team/model/add', 'POST /team/model/delete'],
    ...['POST /model/new', 'POST /model/update', 'POST /model/delete', 'PATCH /model/:id/update'],
    ...['POST /model/block', 'POST /model/unblock'],
    ...['POST /team/permissions_update', 'POST /organization/member_add'],
    ...['PATCH /organization/member_update', 'DELETE /organization/member_delete'],
  ],
  readers: [
    ...['GET /spend/schedules', 'GET /spend/schedules/:id', 'GET /spend/schedules/:id/deliveries'],
    'GET /spend/deliveries',
    ...['GET /global/activity', 'GET /global/spend', 'GET /global/spend/keys', 'GET /global/spend/models'],
    ...CUSTOMERS.flatMap((base) => [`GET ${base}/info`, `GET ${base}/list`]),
    ...['POST /tag/info', 'GET /tag/list', 'GET /audit', 'GET /audit/:id'],
    ...['GET /model/state', 'GET /model/route', 'GET /provider/budgets'],
    ...['GET /config/list', 'GET /config/field/info', 'GET /router/settings', 'GET /router/fields'],
    ...['GET /get/config/callbacks', 'GET /callbacks/list', 'GET /fallback/:model'],
    ...['GET /spend/prices', 'GET /spend/prices/lookup'],
    ...['GET /credentials', 'GET /credentials/by_name/*name', 'GET /credentials/by_model/:model_id'],
    ...['POST /budget/info', 'GET /budget/list', 'GET /budget/settings'],
    ...GROUPS.flatMap((base) => [`GET ${base}`, `GET ${base}/:access_group_id`]),
  ],
  admin: [
    ...['POST /spend/schedules', 'PATCH /spend/schedules/:id', 'DELETE /spend/schedules/:id'],
    ...['POST /spend/schedules/:id/run', 'POST /spend/deliveries/:id/retry'],
    'POST /key/bulk_update',
    ...[
      'POST /key/block',
      'POST /key/unblock',
      'POST /team/block',
      'POST /team/unblock',
      'POST /user/delete',
    ],
    ...['POST /organization/new', 'PATCH /organization/update', 'DELETE /organization/delete'],
    ...CUSTOMERS.flatMap((base) =>
      ['new', 'update', 'delete', 'block', 'unblock'].map((act) => `POST ${base}/${act}`),
    ),
    ...GROUPS.flatMap((base) => [
      `POST ${base}`,
      ...['PUT', 'DELETE'].map((verb) => `${verb} ${base}/:access_group_id`),
    ]),
    ...['POST /tag/new', 'POST /tag/update', 'POST /tag/delete'],
    ...['POST /config/update', 'POST /config/field/update', 'POST /config/field/delete'],
    ...['POST /fallback', 'DELETE /fallback/:model'],
    ...['POST /spend/prices', 'DELETE /spend/prices/:id'],
    ...['POST /credentials', 'PATCH /credentials/*name', 'DELETE /credentials/*name'],
    ...['POST /budget/new', 'POST /budget/update', 'POST /budget/delete'],
    ...['POST /invitation/new', 'GET /invitation/info', 'POST /invitation/delete'],
  ],
};

const PASSES: Readonly<Record<Gate, readonly Role[]>> = {
  everyone: USER_ROLES,
  callers: USER_ROLES,
  writers: ['proxy_admin', 'internal_user'],
  readers: ['proxy_admin', 'proxy_admin_viewer'],
  admin: ['proxy_admin'],
};

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
