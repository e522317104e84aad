import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatUsd } from '@tollgate/core';
import { ZipFile } from 'yazl';
import { type ExportOrder } from '../export-order.js';
import { type Snapshot } from '../snapshot.js';
import { type LedgerFigures, type FileFigures, tieOut } from '../tie-out.js';
import { type WrittenReport, writeReport } from '../write-report.js';
import { WriteRefusal } from '../write-refusal.js';
import { CLOSE_PARTS, type ClosePart } from './close-parts.js';
import { closeManifest, type ManifestFile } from './close-manifest.js';

interface WrittenPart {
  readonly part: ClosePart;
  readonly path: string;
  readonly written: WrittenReport;
}

/**
 * Writes the month-close pack: the tables of `CLOSE_PARTS` and a manifest that names each with its rows, total and SHA-256.
 * @param folder where the tables are put together.
 * @returns what the shares hold together: the whole period, if the pack ties out.
 * @throws WriteRefusal when the period cannot be closed as things stand.
 */
export async function writeClosePack(
  snapshot: Snapshot,
  order: ExportOrder,
  ledger: LedgerFigures,
  { folder, path, onRows }: { folder: string; path: string; onRows: (rows: number) => void },
): Promise<FileFigures> {
  await refuseDueHours(snapshot, order);
  const parts: WrittenPart[] = [];
  for (const part of CLOSE_PARTS) {
    const file = join(folder, part.file);
    parts.push({
      part,
      path: file,
      written: await writeReport(snapshot, part.report(order), 'csv', file, onRows),
    });
  }
  const shares = sumOf(parts, 'share');
  const whole = sumOf(parts, 'whole');
  if (shares.spend !== whole.spend || shares.calls !== whole.calls)
    throw new WriteRefusal(
      `The summary holds ${formatUsd(whole.spend)} USD, cost centers and unallocated spend ${formatUsd(shares.spend)} USD.`,
    );
  const files = await Promise.all(parts.map(manifestFile));
  const manifest = closeManifest(order, ledger, tieOut(ledger, shares), files);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await zip(path, folder, [...CLOSE_PARTS.map(({ file }) => file), 'manifest.json']);
  return shares;
}

/** A close has to be whole: hours that the rollup has not summed yet would be compared with nothing. */
async function refuseDueHours(snapshot: Snapshot, { period }: ExportOrder): Promise<void> {
  const [row] = await snapshot.query<{ due: string }>(
    `SELECT count(DISTINCT hour)::text AS due FROM spend_pending_hour
     WHERE hour > $1::timestamptz - interval '1 hour' AND hour < $2::timestamptz`,
    [period.from, period.to],
  );
  if (row?.due !== '0')
    throw new WriteRefusal(
      `Calls of ${row?.due ?? 'some'} hour(s) of the period came in while it was closed; close it again in a minute.`,
    );
}

function sumOf(parts: readonly WrittenPart[], counts: ClosePart['counts']): FileFigures {
  const chosen = parts.filter(({ part }) => part.counts === counts).map(({ written }) => written);
  return {
    spend: chosen.reduce((sum, { spend }) => sum + spend, 0n),
    calls: chosen.reduce((sum, { calls }) => sum + calls, 0),
  };
}

async function manifestFile({ part, path, written }: WrittenPart): Promise<ManifestFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return {
    name: part.file,
    holds: part.holds,
    rows: written.rows,
    calls: written.calls,
    total_usd: formatUsd(written.spend),
    bytes: (await stat(path)).size,
    sha256: hash.digest('hex'),
  };
}

async function zip(path: string, folder: string, names: readonly string[]): Promise<void> {
  const archive = new ZipFile();
  for (const name of names) archive.addFile(join(folder, name), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}
