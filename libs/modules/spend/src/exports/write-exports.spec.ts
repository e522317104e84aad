import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller } from '@tollgate/auth';
import { formatUsd, type SpendEvent } from '@tollgate/core';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import readXlsx from 'read-excel-file/node';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { parquetDecimals } from '../testing/parquet-decimals.js';
import { hashOf, spendEvent } from '../testing/spend-events.js';
import { type ExportOrder } from './export-order.js';
import { ExportStore } from './export-store.js';
import { writeQueuedExports } from './write-exports.js';

const CALLER: Caller = {
  role: 'proxy_admin',
  userId: 'u',
  teamId: null,
  keyHash: hashOf('sk'),
  via: 'master',
};
const at = (text: string) => Date.parse(text);

/** October 2026 by the clocks of Kolkata (UTC+5:30) runs from 18:30 UTC on 30 September to 18:30 UTC on 31 October. */
const EVENTS: SpendEvent[] = [
  spendEvent({ startedAt: at('2026-09-30T18:29:59.999Z'), teamId: 'red', cost: 1n }),
  spendEvent({ startedAt: at('2026-09-30T18:30:00Z'), teamId: 'red', cost: 10n, tags: ['a', 'b', 'a'] }),
  spendEvent({ startedAt: at('2026-10-05T12:00:00Z'), teamId: '=2+3', cost: 100_000_000_000n, tags: ['a'] }),
  spendEvent({ startedAt: at('2026-10-06T12:00:00Z'), teamId: '=2+3', cost: 200_000_000_000n }),
  spendEvent({ startedAt: at('2026-10-07T12:00:00Z'), teamId: null, cost: null }),
  spendEvent({ startedAt: at('2026-10-31T18:29:59.999Z'), teamId: null, cost: 12_345_678_901_234_567_890n }),
  spendEvent({ startedAt: at('2026-10-31T18:30:00Z'), teamId: null, cost: 1_000n }),
];
/** 10 + 0.1 USD + 0.2 USD + the large one, in pico-USD: summed by hand. */
const TOTAL = '12345679.20123456790';
const TOTAL_USD = '12345679.2012345679';

let database: SpendDatabase;
let store: ExportStore;
let folder: string;
beforeAll(async () => {
  database = await createSpendDatabase();
  store = new ExportStore(database.dataSource);
  folder = await mkdtemp(join(tmpdir(), 'tollgate-spec-'));
  const records = EVENTS.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(database.dataSource, records);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});

function orderOf(fields: Partial<ExportOrder> = {}): ExportOrder {
  return {
    report: 'grouped',
    format: 'csv',
    groupBy: ['team'],
    period: {
      label: '2026-10',
      from: '2026-09-30T18:30:00.000Z',
      to: '2026-10-31T18:30:00.000Z',
      timeZone: 'Asia/Kolkata',
    },
    currency: null,
    scope: EVERYTHING,
    ...fields,
  };
}

async function write(fields: Partial<ExportOrder> = {}): Promise<{ row: SpendExportRow; bytes: Buffer }> {
  const { id } = await store.insert(orderOf(fields), CALLER, new Date());
  await writeQueuedExports({ dataSource: database.dataSource, databaseUrl: database.url }, (_, error) => {
    throw error;
  });
  const row = await store.find(id);
  if (row === null) throw new Error('the export is gone');
  const chunks: Buffer[] = [];
  for await (const chunk of store.chunks(id)) chunks.push(chunk);
  return { row, bytes: Buffer.concat(chunks) };
}

async function kept(bytes: Buffer, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('an export of spend', () => {
  it('ties out, and says what it holds', async () => {
    const { row, bytes } = await write();
    expect(row).toMatchObject({
      status: 'done',
      fileName: 'spend-2026-10-by-team.csv',
      rowsWritten: '3',
      calls: '5',
      unpricedCalls: '1',
      bytes: String(bytes.length),
      error: null,
    });
    expect(formatUsd(BigInt(row.total ?? '0'))).toBe(TOTAL_USD);
    expect(row.tieOut).toMatchObject({ tied: true, events_usd: TOTAL_USD, file_usd: TOTAL_USD });
  });

  it('gives Postgres a CSV whose sum is exact, with formulas made harmless', async () => {
    const { bytes } = await write();
    expect(bytes.toString()).toContain("'=2+3");
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      const names = bytes.toString().split('\r\n')[0]?.split(',') ?? [];
      const columns = names.map((name) => `"${name}" ${name === 'spend_usd' ? 'numeric' : 'text'}`);
      await client.query(`CREATE TEMP TABLE file (${columns.join(', ')})`);
      await pipeline(
        Readable.from([bytes]),
        client.query(copyFrom('COPY file FROM STDIN (FORMAT csv, HEADER true)')),
      );
      const { rows } = await client.query<{ sum: string; count: string }>(
        'SELECT sum(spend_usd)::numeric(38,11)::text AS sum, count(*) FROM file',
      );
      expect(rows).toEqual([{ sum: TOTAL, count: '3' }]);
    } finally {
      await client.end();
    }
  });

  it('is a workbook whose formulas are text, with every amount exact beside its number', async () => {
    const { bytes } = await write({ format: 'xlsx' });
    const [header = [], ...rows] = await readXlsx(bytes).then((sheets) => sheets[0]?.data ?? []);
    const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
    expect(column('team_id')).toEqual(['=2+3', 'red', null]);
    expect(column('spend_usd_exact')).toEqual(['0.3', '0.00000000001', '12345678.90123456789']);
    expect(column('spend_usd')).toEqual([0.3, 1e-11, Number('12345678.90123456789')]);
    expect(column('unpriced_calls')).toEqual([0, 0, 1]);
  });

  it('is Parquet whose decimals another reader adds up to the same total', async () => {
    const { bytes } = await write({ format: 'parquet' });
    const file = await asyncBufferFromFile(await kept(bytes, 'spend.parquet'));
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row): unknown => row['team_id'] ?? null)).toEqual(['=2+3', 'red', null]);
    expect(rows.map((row): unknown => row['calls'])).toEqual([2n, 1n, 2n]);
    expect(rows[0]?.['spend_usd']).toBeCloseTo(0.3, 12);
    const amounts = await parquetDecimals(bytes, 'spend_usd');
    expect(amounts).toEqual([300_000_000_000n, 10n, 12_345_678_901_234_567_890n]);
    expect(formatUsd(amounts.reduce((sum, amount) => sum + amount, 0n))).toBe(TOTAL_USD);
  });

  it('has decimals in Parquet that say their own scale', async () => {
    const { bytes } = await write({ format: 'parquet' });
    const { schema } = await parquetMetadataAsync(
      await asyncBufferFromFile(await kept(bytes, 'spend.parquet')),
    );
    expect(schema.find(({ name }) => name === 'spend_usd')).toMatchObject({
      converted_type: 'DECIMAL',
      precision: 38,
      scale: 12,
      repetition_type: 'REQUIRED',
    });
  });

  it('is JSON lines with money as text, converted at the rate that stands beside it', async () => {
    const currency = { code: 'EUR', rate: '0.5', rateDate: '2026-10-31' };
    const { bytes } = await write({ format: 'jsonl', groupBy: ['day'], currency });
    const rows = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ day, spend_usd: spend }) => [day, spend])).toEqual([
      ['2026-10-01', '0.00000000001'],
      ['2026-10-05', '0.1'],
      ['2026-10-06', '0.2'],
      ['2026-10-07', '0'],
      ['2026-10-31', '12345678.90123456789'],
    ]);
    expect(rows[1]).toMatchObject({
      spend_eur: '0.05',
      exchange_rate: '0.5',
      exchange_rate_date: '2026-10-31',
    });
  });

  it('counts a call in the row of each of its tags, and says how much that is', async () => {
    const { row, bytes } = await write({ groupBy: ['tag'], format: 'jsonl' });
    const rows = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ tag, calls }) => [tag, calls])).toEqual([
      ['a', 2],
      ['b', 1],
      [null, 3],
    ]);
    expect(row.tieOut).toMatchObject({ tied: true, counted_again_usd: '0.00000000001' });
  });

  it('has a row for every call when calls are asked for, an unpriced one without amount', async () => {
    const { bytes } = await write({ report: 'calls', groupBy: [], format: 'jsonl' });
    const amounts = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { spend_usd: unknown }).spend_usd);
    expect(amounts).toEqual(['0.00000000001', '0.1', '0.2', null, '12345678.90123456789']);
  });

  it('holds only what the scope of its order allows', async () => {
    const only = { keyHash: 'none', userId: null, teamIds: ['red'], organizationIds: [] };
    const { row } = await write({ scope: { only } });
    expect(row).toMatchObject({ calls: '1', total: '10' });
  });

  it('is not published when the rollup says otherwise', async () => {
    await database.dataSource.query(
      `UPDATE spend_hourly SET spend = spend + 1 WHERE team_id = 'red' AND hour = $1`,
      [new Date('2026-09-30T18:00:00Z')],
    );
    await database.dataSource.query(`UPDATE spend_hourly SET spend = spend + 1 WHERE hour = $1`, [
      new Date('2026-10-05T12:00:00Z'),
    ]);
    const { row, bytes } = await write();
    expect(row).toMatchObject({ status: 'failed', fileName: null, tieOut: { tied: false } });
    expect(bytes).toHaveLength(0);
  });
});

describe('an export that cannot be written', () => {
  it('has failed with the reason, and tells the log', async () => {
    const { id } = await store.insert(orderOf(), CALLER, new Date());
    const told: string[] = [];
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
    await writeQueuedExports({ dataSource: database.dataSource, databaseUrl: nowhere }, (failed) =>
      told.push(failed),
    );
    expect(told).toEqual([id]);
    const row = await store.find(id);
    expect(row?.status).toBe('failed');
    expect(row?.error).toMatch(/database could not be reached/);
  });
});

describe('a claimed export', () => {
  it('is taken over when its worker has died, and given up when that goes on', async () => {
    const { id } = await store.insert(orderOf(), CALLER, new Date());
    for (const _ of [1, 2, 3]) {
      expect(await store.claim()).toMatchObject({ id });
      expect(await store.claim()).toBeNull();
      await database.dataSource.query(
        `UPDATE spend_export SET leased_until = now() - interval '1 second' WHERE id = $1`,
        [id],
      );
    }
    expect(await store.claim()).toBeNull();
    expect(await store.find(id)).toMatchObject({ status: 'failed' });
  });
});
