import { randomBytes } from 'node:crypto';
import { type KeyContext, type PicoUsd, type SpendEvent, toJournalLine } from '@tollgate/core';
import { type Journal, type JournalFigures } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import {
  type FlusherEvents,
  type FlusherFigures,
  type FlusherOptions,
  SpendFlusher,
} from '../flush/flusher.js';
import { linePrefix } from '../flush/journal-batch.js';
import { KeyBalances } from './key-balances.js';

export interface LedgerFigures extends FlusherFigures {
  /** What waits to be stored. */
  readonly journal: JournalFigures;
}

/**
 * The ledger of this process: the data plane's `Ledger` port. `record` returns at once; the event is safe when `done` is
 * called, and in Postgres about a second later.
 */
export class SpendLedger {
  private readonly balances = new KeyBalances();
  private readonly flusher: SpendFlusher;
  /** Marks every line of this process. */
  private readonly origin = randomBytes(9).toString('base64url');
  private readonly originMember = linePrefix(this.origin).slice(1);
  private stopping: Promise<void> | null = null;

  constructor(
    dataSource: DataSource,
    private readonly journal: Journal,
    events: FlusherEvents,
    options: FlusherOptions = {},
  ) {
    this.flusher = new SpendFlusher(dataSource, journal, this.balances, this.origin, events, options);
  }

  /** Begins to store, first what earlier processes left in the journal. */
  start(): void {
    this.flusher.start();
  }

  /** Writes the event to the journal; `done` is told when it would survive a crash, or why it is not there. */
  record(event: SpendEvent, done: (error: Error | null) => void): void {
    // Counted before it is written: a flush must never meet a line whose cost is not in the balance yet.
    this.balances.settled(event.keyHash, event.cost);
    this.journal.append(toJournalLine(event, this.originMember), (error) => {
      if (error) this.balances.noLongerUnstored(event.keyHash, event.cost);
      else this.flusher.lineWritten();
      done(error);
    });
  }

  /** Spend of a key so far: what was stored, and what this process has settled since. */
  keySpend(key: KeyContext): PicoUsd {
    return this.balances.spendOf(key);
  }

  figures(): LedgerFigures {
    return { ...this.flusher.figures(), journal: this.journal.figures() };
  }

  /**
   * Stores what is left, within `timeoutMs`, and closes the journal: call it when the last call has been recorded and
   * before the database is closed. Safe to call twice.
   */
  stop(timeoutMs = 10_000): Promise<void> {
    this.stopping ??= this.flusher.stop(timeoutMs).then(() => this.journal.close());
    return this.stopping;
  }
}
