import { type SpendLogRow } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type Conditions } from './conditions.js';
import { type DayRange } from './instants.js';
import { addRequestId, keyHashOf, withinScope } from './log-filter.js';
import { readReport } from './report-reader.js';
import { EVENT_COLUMNS, type EventRecordRead, toSpendLogRow } from './spend-log-row.js';
import { type SpendScope } from '../scope/spend-scope.js';

/** Which rows GET /spend/logs lists. Of key, request and user only the first that is given counts. */
export interface LogSelection {
  readonly range: DayRange | null;
  readonly apiKey: string | undefined;
  readonly requestId: string | undefined;
  readonly userId: string | undefined;
}

const BATCH_ROWS = 500;

/**
 * Rows of the log, newest first, however many there are: read in batches by keyset, so memory stays flat and the event
 * loop is free between two batches. The reader's pace is the pace of the database.
 */
export async function* listLog(
  dataSource: DataSource,
  selection: LogSelection,
  scope: SpendScope,
): AsyncGenerator<SpendLogRow[], void, undefined> {
  const filter = selectionFilter(selection, scope);
  let after: EventRecordRead | undefined;
  for (;;) {
    const rows = await readBatch(dataSource, filter, after);
    if (rows.length > 0) yield rows.map(toSpendLogRow);
    after = rows.at(-1);
    if (!after || rows.length < BATCH_ROWS) return;
  }
}

/** The conditions of a selection, over events (`started_at`) or over the rollup (`hour`, which knows no requests). */
export function selectionFilter(
  selection: LogSelection,
  scope: SpendScope,
  timeColumn: 'started_at' | 'hour' = 'started_at',
): Conditions {
  const filter = withinScope(scope)
    .addIfGiven(`${timeColumn} >= ?`, selection.range?.first)
    .addIfGiven(`${timeColumn} < ?`, selection.range?.end);
  if (selection.apiKey !== undefined) return filter.add('key_hash = ?', keyHashOf(selection.apiKey));
  if (selection.requestId !== undefined) return addRequestId(filter, selection.requestId);
  return filter.addIfGiven('user_id = ?', selection.userId);
}

async function readBatch(
  dataSource: DataSource,
  filter: Conditions,
  after: EventRecordRead | undefined,
): Promise<EventRecordRead[]> {
  const conditions = filter.copy();
  if (after) {
    const startedAt = conditions.parameter(after.startedAt);
    conditions.add(`(started_at, id) < (${startedAt}::timestamptz, ?::uuid)`, after.id);
  }
  return readReport(dataSource, (read) =>
    read<EventRecordRead>(
      `SELECT ${EVENT_COLUMNS} FROM spend_call ${conditions.where()}
       ORDER BY started_at DESC, id DESC LIMIT ${BATCH_ROWS}`,
      conditions.parameters,
    ),
  );
}
