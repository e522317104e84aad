import { fromJournalLine, type SpendEvent } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { keepDeadLetter } from './dead-letters.js';
import { type EventRecord, toEventRecord } from './event-record.js';
import { storeEvents, type StoredBatch } from './event-store.js';
import { storeSplitting } from './store-splitting.js';

/** Outcome of a batch of journal lines. */
export interface FlushedBatch extends StoredBatch {
  /** Every event of the batch that could be read: stored now, stored before, or set aside. */
  events: readonly { line: string; event: SpendEvent }[];
  /** Lines set aside as dead letters. */
  rejected: number;
}

interface Candidate {
  line: string;
  record: EventRecord;
}

/**
 * Stores journal lines; a line that is no event, or whose row Postgres refuses, becomes a dead letter. May be repeated at
 * will with the same lines.
 * @throws the driver's error when Postgres is away or ill: then nothing is known to be stored.
 */
export async function flushLines(dataSource: DataSource, lines: readonly string[]): Promise<FlushedBatch> {
  const events: { line: string; event: SpendEvent }[] = [];
  const candidates: Candidate[] = [];
  let rejected = 0;
  const reject = async (line: string, reason: string) => {
    await keepDeadLetter(dataSource, line, reason);
    rejected += 1;
  };
  for (const line of lines) {
    const event = fromJournalLine(line);
    if (event) events.push({ line, event });
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
  return { ...stored, events, rejected };
}

/** A line of an unforeseen shape must not stop the queue, whatever it trips over. */
function readRecord(event: SpendEvent): ReturnType<typeof toEventRecord> {
  try {
    return toEventRecord(event);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
