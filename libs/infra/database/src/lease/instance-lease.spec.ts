import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { thisProcess } from '@tollgate/process';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../data-source.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { InstanceLease, type LeaseOutcome } from './instance-lease.js';

let database: TestDatabase;
let dataSource: DataSource;
const held: InstanceLease[] = [];
beforeAll(async () => {
  database = await createTestDatabase({ migrate: true });
  dataSource = await createDataSource({
    url: database.url,
    entities: [],
    poolSize: 4,
    applicationName: 'spec',
  }).initialize();
});
afterEach(async () => {
  for (const lease of held.splice(0)) await lease.release();
  await dataSource.query('DELETE FROM instance_lease');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function acquire(options: { ttlMs?: number; onLost?: () => void } = {}): Promise<LeaseOutcome> {
  const outcome = await InstanceLease.acquire(dataSource, { name: 'api', ...options });
  if (outcome.granted) held.push(outcome.lease);
  return outcome;
}

/** The row of another process, as that process would have left it. */
const leave = (process: object, expires: string) =>
  dataSource.query(
    `INSERT INTO instance_lease VALUES ('api', gen_random_uuid(), $1, now(), now(), now() + $2::interval)`,
    [JSON.stringify(process), expires],
  );

describe('InstanceLease', () => {
  it('is granted once, and the refusal names the holder', async () => {
    expect(await acquire()).toMatchObject({ granted: true });
    expect(await acquire()).toEqual({ granted: false, holder: thisProcess() });
  });

  it('is free again after release', async () => {
    const first = await acquire();
    if (first.granted) await first.lease.release();
    expect(await acquire()).toMatchObject({ granted: true });
  });

  it('is granted to exactly one of many that start together', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => acquire()));
    expect(outcomes.filter(({ granted }) => granted)).toHaveLength(1);
  });

  it('is taken at once from a process of this host that has ended', async () => {
    await leave({ ...thisProcess(), started: 'an earlier boot:1' }, '1 hour');
    expect(await acquire()).toMatchObject({ granted: true });
  });

  it('is taken from a process of another host when it expires', async () => {
    await leave({ pid: 1, host: 'elsewhere.example', started: '' }, '200 milliseconds');
    expect(await acquire({ ttlMs: 300 })).toMatchObject({ granted: true });
  });

  it('is refused while a process of another host renews it', async () => {
    await leave({ pid: 1, host: 'elsewhere.example', started: '' }, '1 hour');
    const renewal = setInterval(
      () => void dataSource.query('UPDATE instance_lease SET renewed_at = clock_timestamp()'),
      20,
    );
    expect(await acquire({ ttlMs: 300 })).toMatchObject({ granted: false, holder: { pid: 1 } });
    clearInterval(renewal);
  });

  it('tells its holder when another process took it', async () => {
    const lost = new Promise<void>((resolve) => void acquire({ ttlMs: 60, onLost: resolve }));
    const taken = `UPDATE instance_lease SET holder = gen_random_uuid(), expires_at = now() + interval '1 hour' RETURNING 1`;
    while ((await dataSource.query<unknown[][]>(taken))[0]?.length === 0) continue;
    await lost;
  });

  it('comes back by itself when its row was lost', async () => {
    await acquire({ ttlMs: 60 });
    await dataSource.query('DELETE FROM instance_lease');
    const count = 'SELECT 1 FROM instance_lease';
    while ((await dataSource.query<unknown[]>(count)).length === 0) continue;
  });
});
