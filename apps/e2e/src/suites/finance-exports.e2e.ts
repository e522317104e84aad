import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EXPORT_FORMATS, type ExportFormat, type ExportView, type PicoUsd } from '@tollgate/core';
import { FakeProviders } from '@tollgate/testing';
import { strFromU8, unzipSync } from 'fflate';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { configFor } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { pico, sumOf, xlsxAmounts } from '../product/exact-amounts.js';
import { runLoad } from '../product/load.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';
import { runTollgate } from '../product/tollgate-command.js';

const CALLS = 60;

let surroundings: Surroundings | null = null;
let fakes: FakeProviders | null = null;

afterEach(async () => {
  await surroundings?.remove();
  await fakes?.close();
});

/** A month around now, so that neither midnight nor the first of a month matters. */
function around(): { from: string; to: string } {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  return { from: day(-15), to: day(15) };
}

/** `2026-10` in November 2026. */
function monthBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** The exact amounts in a file, read by something that did not write it. */
async function amountsIn(format: ExportFormat, path: string): Promise<PicoUsd[]> {
  switch (format) {
    case 'csv': {
      const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\r\n');
      const place = header.split(',').indexOf('spend_usd');
      return lines.map((line) => pico(line.split(',')[place]));
    }
    case 'jsonl':
      return readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => pico((JSON.parse(line) as { spend_usd: string }).spend_usd));
    case 'xlsx':
      return xlsxAmounts(path);
    case 'parquet':
      return parquetAmounts(path);
  }
}

/** Decimals as the integers they are stored as: a reader's floats would not be exact. */
async function parquetAmounts(path: string): Promise<PicoUsd[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  for (const element of metadata.schema) if (element.name === 'spend_usd') delete element.converted_type;
  const rows = await parquetReadObjects({ file, metadata, columns: ['spend_usd'], utf8: false });
  return rows.map((row) => BigInt(`0x${Buffer.from(row['spend_usd'] as Uint8Array).toString('hex')}`));
}

async function exportByApi(product: Product, format: ExportFormat, folder: string): Promise<string> {
  const request = { ...around(), group_by: ['key', 'model'], format };
  const { id } = await product.manage.call<ExportView>('POST', '/spend/exports', request);
  const view = await eventually(async () => {
    const now = await product.manage.call<ExportView>('GET', `/spend/exports/${id}`);
    expect(now.status).toBe('done');
    return now;
  }, 60_000);
  const reply = await fetch(`${product.url}/spend/exports/${id}/file`, {
    headers: { authorization: `Bearer ${MASTER_KEY}` },
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.sha256);
  expect(view).toMatchObject({ calls: CALLS, tie_out: { tied: true } });
  const path = join(folder, `api.${format}`);
  surroundings?.write(`api.${format}`, bytes);
  return path;
}

async function exportByCommand(product: Product, format: ExportFormat, folder: string): Promise<string> {
  const path = join(folder, `command.${format}`);
  const { from, to } = around();
  const printed = await runTollgate(
    [
      ...['export', '--from', from, '--to', to, '--group-by', 'key,model', '--format', format],
      ...['--url', product.url, '--output', path],
    ],
    { cwd: folder, env: { TOLLGATE_KEY: MASTER_KEY } },
  );
  expect(printed).toContain('ties out: events = rollup = file');
  return path;
}

describe.each(MODES)('exports for finance, %s mode', (mode) => {
  it('by API and by command, in every format, add up to what the page of usage shows; a month is closed', async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make(mode);
    const place = surroundings;
    const product = await Product.start(place, place.write('config.yaml', configFor(fakes)));
    const { key } = await product.manage.generateKey();
    await runLoad({ url: product.url, keys: [key], calls: CALLS });
    const total = await eventually(async () => {
      const { metadata } = await product.manage.activity(key);
      expect(metadata.total_api_requests).toBe(CALLS);
      return pico(metadata.total_spend);
    }, 40_000);
    expect(total).toBeGreaterThan(0n);
    for (const format of EXPORT_FORMATS) {
      const byApi = await amountsIn(format, await exportByApi(product, format, place.folder));
      const byCommand = await amountsIn(format, await exportByCommand(product, format, place.folder));
      expect([format, sumOf(byApi)]).toEqual([format, total]);
      expect(byCommand).toEqual(byApi);
    }
    const lastMonth = monthBefore(new Date());
    const printed = await runTollgate(
      ['close', '--period', lastMonth, '--url', product.url, '--output', join(place.folder, 'close.zip')],
      { cwd: place.folder, env: { TOLLGATE_KEY: MASTER_KEY } },
    );
    expect(printed).toContain('ties out: events = rollup = file');
    const pack = unzipSync(readFileSync(join(place.folder, 'close.zip')));
    const manifest = JSON.parse(strFromU8(pack['manifest.json'] ?? new Uint8Array())) as { calls: number };
    expect(manifest).toMatchObject({ calls: 0, total_usd: '0', tie_out: { tied: true } });
  }, 240_000);
});
