import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { bigintAsNumber, picoUsdColumn } from './columns/number-columns.js';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/index.js';
import { createTestDatabase, type TestDatabase } from './testing/index.js';

@Entity({ name: 'priced_thing' })
class PricedThing {
  @PrimaryColumn({ type: 'text' }) thingName!: string;
  @Column({ ...picoUsdColumn, nullable: true }) unitPrice!: bigint | null;
  @Column({ type: 'bigint', transformer: bigintAsNumber }) callCount!: number;
}

let database: TestDatabase;
let open: DataSource[] = [];
const source = (url = database.url) => {
  const made = createDataSource({ url, entities: [PricedThing], poolSize: 3, applicationName: 'spec' });
  open.push(made);
  return made;
};
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(async () => {
  for (const made of open) if (made.isInitialized) await made.destroy();
  open = [];
  await database.drop();
});

describe('migrate', () => {
  it('runs every migration once, however many processes start together', async () => {
    const sources = [source(), source(), source()];
    await Promise.all(sources.map((each) => each.initialize()));
    const done = (await Promise.all(sources.map(migrate))).flat();
    expect(done.sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
    const rows: unknown[] = await (sources[0] ?? source()).query(`SELECT name FROM ${MIGRATIONS_TABLE}`);
    expect(rows).toHaveLength(MIGRATIONS.length);
  });

  it('can be undone to nothing, migration by migration', async () => {
    const made = await source().initialize();
    await migrate(made);
    for (const _ of MIGRATIONS) await made.undoLastMigration();
    const rows: unknown[] = await made.query(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '${MIGRATIONS_TABLE}'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a data source', () => {
  it('keeps money exact, where a float would not', async () => {
    const made = await source().initialize();
    await made.query(
      'CREATE TABLE priced_thing (thing_name text PRIMARY KEY, unit_price numeric(38,0), call_count bigint NOT NULL)',
    );
    const things = made.getRepository(PricedThing);
    const unitPrice = 12_345_678_901_234_567_890_123n;
    await things.insert({ thingName: 'a', unitPrice, callCount: 9_007_199_254_740_991 });
    await things.insert({ thingName: 'b', unitPrice: null, callCount: 0 });
    expect(await things.find({ order: { thingName: 'ASC' } })).toEqual([
      { thingName: 'a', unitPrice, callCount: 9_007_199_254_740_991 },
      { thingName: 'b', unitPrice: null, callCount: 0 },
    ]);
  });

  it('throws rather than round a count beyond 2^53', async () => {
    const made = await source().initialize();
    await made.query(`INSERT INTO priced_thing VALUES ('huge', 0, 9007199254740993)`);
    await expect(made.getRepository(PricedThing).findBy({ thingName: 'huge' })).rejects.toThrow(RangeError);
  });

  it('bounds how long a statement may take', async () => {
    const made = await source().initialize();
    expect(await made.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
  });

  it('does not keep the long statement time of a migration', async () => {
    const made = await source().initialize();
    await migrate(made);
    expect(await made.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
  });

  it('installs no extension', async () => {
    const made = await source().initialize();
    expect(await made.query('SELECT extname FROM pg_extension')).toEqual([{ extname: 'plpgsql' }]);
  });
});
