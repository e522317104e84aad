import { fromJournalLine, type PicoUsd } from '@tollgate/core';
import { type LineBatch } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import { keepDeadLetter } from './dead-letters.js';
import { type EventRecord, toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';
import { storeLines, type StoredLines } from './line-store.js';
import { isRowFault } from './row-fault.js';
import { storeSplitting } from './store-splitting.js';

/** Outcome of a batch of journal lines. `ownCosts` also counts lines that became dead letters. */
export interface FlushedBatch extends StoredLines {
  /** Lines set aside as dead letters. */
  rejected: number;
}

/** How the lines of one process begin. */
export function linePrefix(origin: string): string {
  return `{"origin":"${origin}",`;
}

interface Candidate {
  line: string;
  record: EventRecord;
}

/**
 * Stores journal lines: as they are when all of them are sound, else one by one. A line that is no event, or whose row
 * Postgres refuses, becomes a dead letter. May be repeated at will with the same lines.
 * @param origin of the lines whose costs the caller holds as not stored yet.
 * @throws the driver's error when Postgres is away or ill: then nothing is known to be stored.
 */
export async function flushLines(
  dataSource: DataSource,
  lines: LineBatch,
  origin: string,
): Promise<FlushedBatch> {
  try {
    const stored = await storeLines(dataSource, lines, origin);
    if (stored !== null) return { ...stored, rejected: 0 };
  } catch (error) {
    if (!isRowFault(error)) throw error;
  }
  return flushCarefully(dataSource, lines.lines(), origin);
}

async function flushCarefully(
  dataSource: DataSource,
  lines: readonly string[],
  origin: string,
): Promise<FlushedBatch> {
  const ownCosts = new Map<string, PicoUsd>();
  const candidates: Candidate[] = [];
  let rejected = 0;
  const reject = async (line: string, reason: string) => {
    await keepDeadLetter(dataSource, line, reason);
    rejected += 1;
  };
  for (const line of lines) {
    const event = fromJournalLine(line);
    if (event && line.startsWith(linePrefix(origin))) {
      ownCosts.set(event.keyHash, (ownCosts.get(event.keyHash) ?? 0n) + (event.cost ?? 0n));
    }
    const row = event ? readRecord(event) : ({ ok: false, reason: 'the line is no spend event' } as const);
    if (row.ok) candidates.push({ line, record: row.record });
    else await reject(line, row.reason);
  }
  const stored = await storeSplitting(
    candidates,
    (batch) =>
      storeEvents(
        dataSource,
        batch.map((candidate) => candidate.record),
      ),
    (candidate, error) => reject(candidate.line, reasonOf(error)),
  );
  return { ...stored, ownCosts, rejected };
}

/** A line of an unforeseen shape must not stop the queue, whatever it trips over. */
function readRecord(event: Parameters<typeof toEventRecord>[0]): ReturnType<typeof toEventRecord> {
  try {
    return toEventRecord(event);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
