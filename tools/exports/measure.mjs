#!/usr/bin/env node
/**
 * `npm run exports:measure -- [CALLS]`: how much memory a worker needs for an export of so many calls (1,000,000 unless told),
 * in every format. Generates the calls in a Postgres of its own; prints seconds, the file's size and the highest resident
 * memory. Memory that grows with the calls would show as a peak far above that of a tenth of them.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDataSource, migrate } from '../../libs/infra/database/dist/index.js';
import { startEmbeddedPostgres } from '../../libs/infra/embedded/dist/index.js';
import { generateCalls } from './generate-calls.mjs';

const CALLS = Number(process.argv[2] ?? 1_000_000);
const SAMPLE_MS = 50;

const dataDir = mkdtempSync(join(tmpdir(), 'tollgate-measure-'));
chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir });
try {
  const dataSource = await createDataSource({ url: postgres.url, entities: [], poolSize: 1 }).initialize();
  await migrate(dataSource);
  await dataSource.destroy();
  const client = new pg.Client({ connectionString: postgres.url });
  // When a measurement fails, the server ends before this connection does.
  client.on('error', () => undefined);
  await client.connect();
  for (const calls of [CALLS / 10, CALLS]) {
    await client.query(
      'TRUNCATE spend_event, spend_hourly, spend_pending_hour, spend_export, spend_export_chunk',
    );
    await generateCalls(client, calls);
    for (const format of ['csv', 'jsonl', 'parquet', 'xlsx']) await measure(client, calls, format);
  }
  await client.end();
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(client, calls, format) {
  const period = {
    label: '2026-10',
    from: '2026-10-01T00:00:00Z',
    to: '2026-11-01T00:00:00Z',
    timeZone: 'UTC',
  };
  const order = { report: 'calls', format, groupBy: [], period, currency: null, scope: { only: null } };
  await client.query(
    `INSERT INTO spend_export (id, status, "order", created_at, created_by_key, attempts, rows_written)
     VALUES (gen_random_uuid(), 'queued', $1, now(), '', 0, 0)`,
    [order],
  );
  const startedAt = Date.now();
  const peak = await peakOf(postgres.url);
  const { rows } = await client.query(
    'SELECT status, rows_written, bytes, tie_out FROM spend_export ORDER BY created_at DESC LIMIT 1',
  );
  const [{ status, rows_written: written, bytes, tie_out: figures }] = rows;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${format.padEnd(8)}${written} rows  ${status}, tied ${figures?.tied}  ${seconds} s  ` +
      `${(bytes / 1e6).toFixed(1)} MB  peak resident ${peak} MB`,
  );
  if (Number(written) !== calls) throw new Error(`${calls} calls were to be written`);
}

/** Highest resident memory of the process that writes, in MB. */
async function peakOf(url) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'export-once.mjs'), url], {
    stdio: 'inherit',
  });
  let peak = 0;
  const sample = setInterval(() => (peak = Math.max(peak, residentOf(child.pid))), SAMPLE_MS);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(sample);
  if (code !== 0) throw new Error('the export failed');
  return Math.round(peak);
}

/** In MB; 0 once the process has ended. */
function residentOf(pid) {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
