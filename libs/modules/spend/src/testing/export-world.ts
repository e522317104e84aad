import { type Caller } from '@tollgate/auth';
import { type SpendEvent } from '@tollgate/core';
import { type ExportOrder } from '../exports/export-order.js';
import { ExportStore } from '../exports/export-store.js';
import { writeQueuedExports } from '../exports/write-exports.js';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { createSpendDatabase, type SpendDatabase } from './spend-database.js';
import { hashOf } from './spend-events.js';

export const EXPORTER: Caller = {
  ...{ role: 'proxy_admin', userId: 'u', teamId: null, keyHash: hashOf('sk'), via: 'master' },
};

/** Calls in a database, and a worker's part in exports of them. */
export class ExportWorld {
  private constructor(readonly database: SpendDatabase) {}

  static async open(events: readonly SpendEvent[]): Promise<ExportWorld> {
    const database = await createSpendDatabase();
    const records = events.map((event) => {
      const result = toEventRecord(event);
      if (!result.ok) throw new Error(result.reason);
      return result.record;
    });
    await storeEvents(database.dataSource, records);
    return new ExportWorld(database);
  }

  /** Orders a report of everything and writes it, as a worker would. */
  async write(
    order: Pick<ExportOrder, 'report' | 'format' | 'period'> & Partial<ExportOrder>,
  ): Promise<{ row: SpendExportRow; bytes: Buffer }> {
    const { dataSource, url } = this.database;
    const store = new ExportStore(dataSource);
    const whole = { groupBy: [], currency: null, scope: EVERYTHING, ...order };
    const { id } = await store.insert(whole, EXPORTER, new Date());
    await writeQueuedExports({ dataSource, databaseUrl: url }, (_, error) => {
      throw error;
    });
    const row = await store.find(id);
    if (row === null) throw new Error('the export is gone');
    const chunks: Buffer[] = [];
    for await (const chunk of store.chunks(id)) chunks.push(chunk);
    return { row, bytes: Buffer.concat(chunks) };
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
