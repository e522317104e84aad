import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());

describe('the tables of spend', () => {
  it('are in the database as the row classes say', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => query.includes('spend_'))).toEqual([]);
  });
});
