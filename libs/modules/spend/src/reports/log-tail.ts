import { type SpendLogQuery, type SpendLogRow } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type SpendScope } from '../scope/spend-scope.js';
import { logFilter } from './log-filter.js';
import { readReport } from './report-reader.js';
import { EVENT_COLUMNS, type EventRecordRead, toSpendLogRow } from './spend-log-row.js';

/** Calls a look brings at most: the newest. */
const NEWEST_MAX = 200;
/** A call is seen when it ended, but placed by when it began: so far back it is looked for. */
const LONGEST_CALL_MS = 900_000;
const REMEMBERED_MAX = 20_000;

/**
 * Looks for calls that were stored since the last look, in the order they began. The first look only finds out what is there
 * already. Under more than 200 calls a look the older ones are left out.
 */
export class LogTail {
  readonly #seen = new Set<string>();
  #first = true;

  constructor(
    private readonly dataSource: DataSource,
    /** Filters; its dates and paging do not count. */
    private readonly query: SpendLogQuery,
    private readonly scope: SpendScope,
  ) {}

  /** @param now epoch milliseconds. */
  async look(now: number): Promise<SpendLogRow[]> {
    const { start_date: _, end_date: __, ...query } = this.query;
    const filter = logFilter(query, this.scope).add('started_at >= ?', new Date(now - LONGEST_CALL_MS));
    const rows = await readReport(this.dataSource, (read) =>
      read<EventRecordRead>(
        `SELECT ${EVENT_COLUMNS} FROM spend_call ${filter.where()} ORDER BY started_at DESC, id DESC LIMIT ${NEWEST_MAX}`,
        filter.parameters,
      ),
    );
    const fresh = rows.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of fresh) this.#seen.add(id);
    this.#forget();
    const first = this.#first;
    this.#first = false;
    return first ? [] : fresh.reverse().map(toSpendLogRow);
  }

  #forget(): void {
    for (const id of this.#seen) {
      if (this.#seen.size <= REMEMBERED_MAX) return;
      this.#seen.delete(id);
    }
  }
}
