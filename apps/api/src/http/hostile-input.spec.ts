import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManagementObjects } from '../testing/management-objects.js';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';
import { MANAGEMENT_WRITES } from '../testing/management-writes.js';
import { routeCall } from '../testing/route-call.js';
import { PRODUCT_MODULES } from './product-modules.js';

const TOO_LONG = 'x'.repeat(5_000);
const SQL = `'; DROP TABLE team; --`;

/** What is put in place of each member of a body that is fine otherwise. */
const ODDITIES: readonly (readonly [string, unknown])[] = [
  ['a NUL character', 'a\u0000b'],
  ['half of a surrogate pair', 'a\ud800'],
  ['a text that is too long', TOO_LONG],
  ['SQL', SQL],
  ['a map', { a: { b: 1 } }],
  ['a list of lists', [[[]]]],
  ['a number that is no count', -1.5],
  ['an enormous number', 1e300],
  ['false', false],
  ['null', null],
  ['nothing', undefined],
];

describe('hostile input', () => {
  let world: ManagementWorld;
  let objects: ManagementObjects;
  beforeAll(async () => {
    world = await ManagementWorld.open(PRODUCT_MODULES);
    objects = new ManagementObjects(world.server, MASTER_KEY, world.dataSource);
  }, 90_000);
  afterAll(() => world.close());

  const ROUTES = MANAGEMENT_WRITES.map((write, index) => [write.route, index] as const);

  it.each(ROUTES)('is answered by %s, member by member, and never with a 500', async (route, index) => {
    const write = MANAGEMENT_WRITES[index];
    if (!write) throw new Error('The table has no such row.');
    for (const [what, value] of ODDITIES) {
      const { body = {}, path } = await write.call(objects);
      for (const member of Object.keys(body)) {
        const call = routeCall(world.server, route, path).set('authorization', `Bearer ${MASTER_KEY}`);
        const { status } = await call.send({ ...body, [member]: value });
        expect({ what, member, failed: status >= 500 }).toEqual({ what, member, failed: false });
      }
    }
  });

  it.each(ROUTES.filter(([route]) => /[:*]/.test(route)))(
    'in the path of %s is a 4xx',
    async (route, index) => {
      const { body = {} } = (await MANAGEMENT_WRITES[index]?.call(objects)) ?? {};
      const names = [...route.matchAll(/[:*](\w+)/g)].map(([, name = '']) => name);
      // Not a text of the bodies above, some of which became names.
      for (const value of ['a\u0000b', `x${SQL}`, TOO_LONG, '../..', '%']) {
        const path = Object.fromEntries(names.map((name) => [name, value]));
        const call = routeCall(world.server, route, path).set('authorization', `Bearer ${MASTER_KEY}`);
        const { status } = await call.send(body);
        expect([value.slice(0, 30), status, status >= 400 && status < 500]).toEqual([
          value.slice(0, 30),
          status,
          true,
        ]);
      }
    },
  );

  it('left every table where it was', async () => {
    const rows = await world.dataSource.query<unknown[]>('SELECT 1 FROM team LIMIT 1');
    expect(rows).toHaveLength(1);
  });
});
