import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManagementObjects, PLANTED } from '../testing/management-objects.js';
import { ManagementWorld, MASTER_KEY } from '../testing/management-world.js';
import { MANAGEMENT_WRITES, NOT_WRITES } from '../testing/management-writes.js';
import { routeCall } from '../testing/route-call.js';
import { PRODUCT_MODULES } from './product-modules.js';

const READING = ['GET', 'ALL'];

describe('every management write', () => {
  let world: ManagementWorld;
  let objects: ManagementObjects;
  /** What callers were given and must keep to themselves. */
  const secrets = new Set<string>([PLANTED, MASTER_KEY]);
  beforeAll(async () => {
    world = await ManagementWorld.open(PRODUCT_MODULES);
    objects = new ManagementObjects(world.server, MASTER_KEY, world.dataSource);
  }, 90_000);
  afterAll(() => world.close());

  it('is in the table, and the table holds no other', () => {
    const there = world
      .routes()
      .filter(({ method }) => !READING.includes(method))
      .map(({ method, path }) => `${method} ${path}`);
    const listed = [...MANAGEMENT_WRITES.map(({ route }) => route), ...NOT_WRITES];
    expect([...new Set(there)].sort()).toEqual(listed.toSorted());
  });

  it.each(MANAGEMENT_WRITES.map(({ route, entry }, index) => [route, entry, index] as const))(
    '%s leaves an entry: %s',
    async (_, entry, index) => {
      const write = MANAGEMENT_WRITES[index];
      if (!write) throw new Error('The table has no such row.');
      const call = await write.call(objects);
      const reply = await routeCall(world.server, write.route, call.path)
        .set({ authorization: `Bearer ${MASTER_KEY}`, 'x-request-id': `write-${index}` })
        .send(call.body ?? {});
      expect([write.route, reply.status < 300, reply.text]).toEqual([write.route, true, reply.text]);
      for (const member of ['key', 'invitation_link'] as const)
        for (const source of [reply.body as unknown, call.body])
          if (typeof source === 'object' && source !== null && member in source)
            secrets.add(String(Reflect.get(source, member)));
      if (write.route.includes('/invitation/new')) secrets.add(String(Reflect.get(reply.body, 'id')));
      const rows: { entry: string }[] = await world.dataSource.query(
        `SELECT object_type || ' ' || action AS entry FROM audit_entry WHERE request_id = $1`,
        [`write-${index}`],
      );
      expect(rows.map((row) => row.entry)).toContain(entry);
    },
  );

  it('leaves no secret in the log: no key, password, credential or link, whole or in part', async () => {
    secrets.delete('');
    const rows: { text: string }[] = await world.dataSource.query(
      `SELECT concat(entry.before, entry.after, entry.object_id, entry.changed_by, entry.key_hash) AS text FROM audit_entry AS entry`,
    );
    expect(rows.length).toBeGreaterThan(MANAGEMENT_WRITES.length);
    expect(secrets.size).toBeGreaterThan(10);
    for (const { text } of rows) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
