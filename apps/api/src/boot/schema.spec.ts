import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, MIGRATIONS_TABLE } from '@tollgate/database';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';

/** Tables that no entity stands for: TypeORM's own list of migrations. */
/** Migrations', the partition of calls without a month of their own, and the view of calls with their adjustments. */
const OWN_TABLES = [MIGRATIONS_TABLE, 'spend_event_default', 'spend_call'];

describe('the migrated schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      url: database.url,
      entities: ENTITIES,
      poolSize: 2,
      applicationName: 'spec',
    });
    await dataSource.initialize();
  }, 60_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is what the entities say, to the last column, index and constraint', async () => {
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('holds no table without an entity', async () => {
    const tables: { name: string }[] = await dataSource.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const known = new Set([...dataSource.entityMetadatas.map(({ tableName }) => tableName), ...OWN_TABLES]);
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});
