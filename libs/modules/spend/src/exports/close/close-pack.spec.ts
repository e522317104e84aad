import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { toEventRecord } from '../../flush/event-record.js';
import { storeEvents } from '../../flush/event-store.js';
import { copiedCsv } from '../../testing/copied-csv.js';
import { ExportWorld } from '../../testing/export-world.js';
import { spendEvent } from '../../testing/spend-events.js';

const month = (label: string, from: string, to: string) => ({
  ...{ label, from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z`, timeZone: 'UTC' },
});
const SEPTEMBER = month('2026-09', '2026-09-01', '2026-10-01');
const OCTOBER = month('2026-10', '2026-10-01', '2026-11-01');

const at = (text: string) => Date.parse(text);
const EVENTS = [
  spendEvent({ startedAt: at('2026-09-10T12:00:00Z'), teamId: 'red', cost: 40n }),
  spendEvent({ startedAt: at('2026-10-01T00:00:00Z'), teamId: 'red', organizationId: 'o', cost: 1n }),
  spendEvent({ startedAt: at('2026-10-02T12:00:00Z'), teamId: 'blue', organizationId: 'o', cost: 20n }),
  spendEvent({ startedAt: at('2026-10-03T12:00:00Z'), teamId: 'blue', organizationId: 'o', cost: 300n }),
  spendEvent({ startedAt: at('2026-10-04T12:00:00Z'), teamId: null, userId: 'u', cost: 4_000n }),
  spendEvent({ startedAt: at('2026-10-31T23:59:59.999Z'), teamId: null, userId: 'v', cost: null }),
];

interface Manifest {
  total_usd: string;
  calls: number;
  unpriced_calls: number;
  rows: number;
  tie_out: { tied: boolean };
  files: { name: string; rows: number; total_usd: string; bytes: number; sha256: string }[];
}

let world: ExportWorld;
beforeAll(async () => {
  world = await ExportWorld.open(EVENTS);
}, 60_000);
afterAll(() => world.close());

async function closed(period: typeof OCTOBER) {
  const { row, bytes } = await world.write({ report: 'close', format: 'zip', period });
  if (row.status !== 'done') return { row, files: {} as Record<string, Uint8Array>, manifest: null };
  const files = unzipSync(new Uint8Array(bytes));
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest;
  return { row, files, manifest };
}

async function rowsOf(files: Record<string, Uint8Array>, name: string) {
  return copiedCsv(world.database.url, Buffer.from(files[name] ?? new Uint8Array()));
}

async function addLate(cost: bigint): Promise<void> {
  const result = toEventRecord(spendEvent({ startedAt: at('2026-09-30T23:00:00Z'), cost }));
  if (!result.ok) throw new Error(result.reason);
  await storeEvents(world.database.dataSource, [result.record]);
}

describe('a month-close pack', () => {
  it('holds every cost once: centers and unallocated make the summary, which is the ledger', async () => {
    const { row, files, manifest } = await closed(OCTOBER);
    expect(row).toMatchObject({
      status: 'done',
      fileName: 'spend-2026-10-close.zip',
      calls: '5',
      total: '4321',
    });
    expect(Object.keys(files)).toEqual([
      ...['summary.csv', 'cost-centers.csv', 'unallocated.csv', 'adjustments.csv', 'manifest.json'],
    ]);
    const centers = await rowsOf(files, 'cost-centers.csv');
    expect(centers.map((each) => [each['organization_id'], each['team_id'], each['spend_usd']])).toEqual([
      ['o', 'blue', '0.00000000032'],
      ['o', 'red', '0.000000000001'],
    ]);
    const unallocated = await rowsOf(files, 'unallocated.csv');
    expect(unallocated.map((each) => [each['user_id'], each['spend_usd'], each['unpriced_calls']])).toEqual([
      ['u', '0.000000004', '0'],
      ['v', '0', '1'],
    ]);
    expect(manifest).toMatchObject({
      ...{ total_usd: '0.000000004321', calls: 5, unpriced_calls: 1, rows: 5, tie_out: { tied: true } },
    });
  });

  it('names each file with its rows, its total and the SHA-256 of what is in the archive', async () => {
    const { files, manifest } = await closed(OCTOBER);
    expect(manifest?.files.map(({ name, rows, total_usd: total }) => [name, rows, total])).toEqual([
      ['summary.csv', 1, '0.000000004321'],
      ['cost-centers.csv', 2, '0.000000000321'],
      ['unallocated.csv', 2, '0.000000004'],
      ['adjustments.csv', 0, '0'],
    ]);
    for (const { name, bytes, sha256 } of manifest?.files ?? []) {
      const content = files[name] ?? new Uint8Array();
      expect([name, content.length]).toEqual([name, bytes]);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
  });

  it('tells what came to an earlier period after that was closed, beside the total', async () => {
    await closed(SEPTEMBER);
    await addLate(2n);
    const { row, files } = await closed(OCTOBER);
    expect(row).toMatchObject({ status: 'done', total: '4321' });
    const [adjustment, ...more] = await rowsOf(files, 'adjustments.csv');
    expect(more).toEqual([]);
    expect(adjustment).toMatchObject({
      ...{ period: '2026-09', closed_usd: '0.00000000004', now_usd: '0.000000000042' },
      ...{ adjustment_usd: '0.000000000002', closed_calls: '1', now_calls: '2' },
    });
  });

  it('is kept for the audit of the year', async () => {
    const { row } = await closed(OCTOBER);
    const days = ((row.expiresAt?.getTime() ?? 0) - (row.finishedAt?.getTime() ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(400);
  });

  it('is not published when the rollup says otherwise, and shows the figures', async () => {
    await world.database.dataSource.query(
      `UPDATE spend_hourly SET spend = spend + 1 WHERE hour = '2026-10-02T12:00:00Z'`,
    );
    const { row } = await closed(OCTOBER);
    expect(row).toMatchObject({
      status: 'failed',
      fileName: null,
      tieOut: { tied: false, events_usd: '0.000000004321', rollup_usd: '0.000000004322' },
    });
  });
});
