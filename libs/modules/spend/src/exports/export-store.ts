import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Caller } from '@tollgate/auth';
import { type ExportTieOut, type PicoUsd } from '@tollgate/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SpendExportChunkRow } from '../rows/spend-export-chunk-row.js';
import { SpendExportRow } from '../rows/spend-export-row.js';
import { type ExportOrder } from './export-order.js';

/** Bytes of a piece of a file. */
const CHUNK_BYTES = 1_048_576;
/** A worker says so often that it lives; one that is silent for the lease has lost the export to another. */
export const LEASE_MS = 60_000;
/** An export that fails this often by a dying worker is given up. */
const ATTEMPTS_MAX = 3;

/** What came out of an export that ties out. */
export interface WrittenExport {
  readonly fileName: string;
  readonly total: PicoUsd;
  readonly calls: number;
  readonly unpricedCalls: number;
  readonly rows: number;
  readonly tieOut: ExportTieOut;
  /** Days for which the file is kept. */
  readonly keptDays: number;
}

/** Every query on exports and their files. */
@Injectable()
export class ExportStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(
    order: ExportOrder,
    caller: Pick<Caller, 'userId' | 'keyHash'>,
    now: Date,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<SpendExportRow> {
    const row = {
      ...EMPTY,
      id: randomUUID(),
      order,
      createdAt: now,
      createdBy: caller.userId,
      createdByKey: caller.keyHash,
    };
    await manager.insert(SpendExportRow, row);
    return row;
  }

  find(id: string): Promise<SpendExportRow | null> {
    return this.dataSource.manager.findOneBy(SpendExportRow, { id });
  }

  /** The newest exports: everyone's, or those ordered by a user or a key. */
  newest(by: Pick<Caller, 'userId' | 'keyHash'> | null, limit: number): Promise<SpendExportRow[]> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    if (by === null) return this.dataSource.manager.find(SpendExportRow, { order, take: limit });
    const own = [{ createdByKey: by.keyHash }, ...(by.userId === null ? [] : [{ createdBy: by.userId }])];
    return this.dataSource.manager.find(SpendExportRow, { where: own, order, take: limit });
  }

  /** The file in pieces, in order. */
  async *chunks(id: string): AsyncGenerator<Buffer, void, undefined> {
    for (let position = 0; ; position += 1) {
      const row = await this.dataSource.manager.findOneBy(SpendExportChunkRow, { exportId: id, position });
      if (row === null) return;
      yield row.bytes;
    }
  }

  /** Removes an export and its file. @param manager of the transaction that both are removed in. */
  async delete(id: string, manager: EntityManager): Promise<void> {
    await manager.delete(SpendExportChunkRow, { exportId: id });
    await manager.delete(SpendExportRow, { id });
  }

  /** Takes the oldest export that waits, or whose worker has died; null when there is none. */
  async claim(): Promise<SpendExportRow | null> {
    const [rows] = await this.dataSource.query<[{ id: string }[], number]>(
      `UPDATE spend_export SET status = 'running', attempts = attempts + 1, rows_written = 0,
              leased_until = now() + $1 * interval '1 millisecond'
       WHERE id = (SELECT id FROM spend_export
                   WHERE status IN ('queued', 'running') AND coalesce(leased_until, '-infinity') < now()
                   ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [LEASE_MS],
    );
    const [claimed] = rows;
    if (!claimed) return null;
    const row = await this.find(claimed.id);
    if (row === null || row.attempts <= ATTEMPTS_MAX) return row;
    await this.fail(row.id, 'The worker ended several times while it wrote this export.');
    return this.claim();
  }

  async progress(id: string, rows: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE spend_export SET rows_written = $2, leased_until = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND status = 'running'`,
      [id, rows, LEASE_MS],
    );
  }

  async fail(id: string, error: string, tieOut: ExportTieOut | null = null): Promise<void> {
    await this.dataSource.manager.update(
      SpendExportRow,
      { id },
      { status: 'failed', error: error.slice(0, 1_000), tieOut, finishedAt: new Date(), leasedUntil: null },
    );
  }

  /** Keeps the file and what came out, in one transaction: an export is done with its whole file, or not at all. */
  async publish(id: string, path: string, written: WrittenExport): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.delete(SpendExportChunkRow, { exportId: id });
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const [position, chunk] of piecesOf(path)) {
        hash.update(chunk);
        bytes += chunk.length;
        await manager.insert(SpendExportChunkRow, { exportId: id, position, bytes: chunk });
      }
      const finishedAt = new Date();
      await manager.update(
        SpendExportRow,
        { id },
        {
          ...{
            status: 'done',
            leasedUntil: null,
            finishedAt,
            bytes: String(bytes),
            sha256: hash.digest('hex'),
          },
          ...{ fileName: written.fileName, rowsWritten: String(written.rows), tieOut: written.tieOut },
          ...{ total: written.total.toString(), calls: String(written.calls) },
          unpricedCalls: String(written.unpricedCalls),
          expiresAt: new Date(finishedAt.getTime() + written.keptDays * 86_400_000),
        },
      );
    });
  }

  /** Removes files that were kept long enough; their rows still tell what came out. */
  async removeExpired(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM spend_export_chunk WHERE export_id IN (SELECT id FROM spend_export WHERE expires_at < now())`,
    );
  }
}

const EMPTY = {
  ...{
    status: 'queued',
    leasedUntil: null,
    attempts: 0,
    rowsWritten: '0',
    finishedAt: null,
    expiresAt: null,
  },
  ...{ fileName: null, bytes: null, sha256: null, total: null, calls: null, unpricedCalls: null },
  ...{ tieOut: null, error: null },
};

async function* piecesOf(path: string): AsyncGenerator<[number, Buffer], void, undefined> {
  const file = await open(path);
  try {
    for (let position = 0; ; position += 1) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield [position, buffer.subarray(0, bytesRead)];
    }
  } finally {
    await file.close();
  }
}
