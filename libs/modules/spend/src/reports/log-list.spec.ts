import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, spendEvent } from '../testing/spend-events.js';
import { listLog } from './log-list.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());

const EVERYTHING = { range: null, apiKey: undefined, requestId: undefined, userId: undefined };

describe('listing the whole log', () => {
  it('reads every row once, newest first, in batches, also when many began in the same millisecond', async () => {
    const events = Array.from({ length: 1_700 }, (_, index) =>
      spendEvent({
        startedAt: Date.UTC(2026, 6, 1) + Math.floor(index / 600),
        keyHash: hashOf(`sk-${index % 2}`),
      }),
    );
    await storeEvents(
      database.dataSource,
      events.map((event) => {
        const result = toEventRecord(event);
        if (!result.ok) throw new Error(result.reason);
        return result.record;
      }),
    );
    const sizes: number[] = [];
    const rows: { id: string; startTime: string }[] = [];
    for await (const batch of listLog(database.dataSource, EVERYTHING, { only: null })) {
      sizes.push(batch.length);
      rows.push(...batch);
    }
    expect(sizes).toEqual([500, 500, 500, 200]);
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(events.map((event) => event.id)));
    const times = rows.map((row) => row.startTime);
    expect(times).toEqual([...times].sort().reverse());

    const own: string[] = [];
    for await (const batch of listLog(database.dataSource, EVERYTHING, ownOf(hashOf('sk-1'))))
      own.push(...batch.map((row) => row.api_key));
    expect(own).toEqual(Array.from({ length: 850 }, () => hashOf('sk-1')));
  });
});

function ownOf(keyHash: string) {
  return { only: { keyHash, userId: null, teamIds: [], organizationIds: [] } };
}
