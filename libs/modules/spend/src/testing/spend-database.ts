import { AuditEntryRow } from '@tollgate/audit';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { DeletedKeyRow, VirtualKeyRow } from '@tollgate/keys';
import { ModelPriceRow } from '@tollgate/models';
import { type DataSource } from 'typeorm';
import { SPEND_ROWS } from '../rows/index.js';

/** A database of its own for a spec, with today's schema, on a real Postgres. */
export interface SpendDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  /** One more data source on it, with connections of its own; the name is seen in `pg_stat_activity`. */
  connect(applicationName?: string): Promise<DataSource>;
  close(): Promise<void>;
}

export async function createSpendDatabase(): Promise<SpendDatabase> {
  const { url, drop } = await createTestDatabase({ migrate: true });
  const opened: DataSource[] = [];
  const connect = async (applicationName = 'tollgate-spec'): Promise<DataSource> => {
    const entities = [...SPEND_ROWS, ModelPriceRow, AuditEntryRow, VirtualKeyRow, DeletedKeyRow];
    const dataSource = createDataSource({ url, entities, poolSize: 10, applicationName });
    opened.push(dataSource);
    return dataSource.initialize();
  };
  return {
    dataSource: await connect(),
    url,
    connect,
    close: async () => {
      for (const dataSource of opened) if (dataSource.isInitialized) await dataSource.destroy();
      await drop();
    },
  };
}
