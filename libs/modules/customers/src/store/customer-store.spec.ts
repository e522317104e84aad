import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { unrestrictedBorrower } from '@tollgate/attributions';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { type Customer, UNNAMED_CUSTOMER } from '../domain/customer.js';
import { CustomerRow } from './customer-row.js';
import { CustomerStore } from './customer-store.js';

const NOW = new Date('2026-03-18T10:00:00.000Z');
const customer = (customerId: string, over: Partial<Customer> = {}): Customer => ({
  ...unrestrictedBorrower('admin', NOW),
  ...UNNAMED_CUSTOMER,
  customerId,
  ...over,
});

describe('customers in the database', () => {
  let dataSource: DataSource;
  let store: CustomerStore;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      ...{ url: database.url, entities: [CustomerRow], poolSize: 4, applicationName: 'spec' },
    });
    await dataSource.initialize();
    store = new CustomerStore(dataSource);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(() => dataSource.query('TRUNCATE customer'));

  it('are one row however many first calls make them at once, and keep what they have', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => store.insertMissing(dataSource.manager, [customer('ann')])),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
    await store.update(dataSource.manager, ['ann'], { alias: 'Ann', maxBudget: 5n });
    expect(await store.insertMissing(dataSource.manager, [customer('ann'), customer('bob')])).toBe(1);
    expect(await store.findById('ann')).toMatchObject({ alias: 'Ann', maxBudget: 5n });
  });

  it('are listed by id, so many at most', async () => {
    await store.insertMissing(
      dataSource.manager,
      ['c', 'a', 'b'].map((id) => customer(id)),
    );
    expect((await store.list(2)).map(({ customerId }) => customerId)).toEqual(['a', 'b']);
  });

  it('are locked in the order in which the ledger locks them, by the bytes of their ids', async () => {
    await store.insertMissing(
      dataSource.manager,
      ['b', 'a', 'B', 'ä'].map((id) => customer(id)),
    );
    const locked = await dataSource.transaction((manager) =>
      store.lock(manager, ['ä', 'a', 'b', 'B', 'gone']),
    );
    expect(locked.map(({ customerId }) => customerId)).toEqual(['B', 'a', 'b', 'ä']);
  });

  it('are changed and deleted by their own ids only', async () => {
    await store.insertMissing(
      dataSource.manager,
      ['a', 'b'].map((id) => customer(id)),
    );
    await store.update(dataSource.manager, ['a'], { blocked: true });
    expect(await store.findById('b')).toMatchObject({ blocked: false });
    await store.delete(dataSource.manager, ['a']);
    expect((await store.list(9)).map(({ customerId }) => customerId)).toEqual(['b']);
    expect(await store.findById('a')).toBeNull();
  });
});
