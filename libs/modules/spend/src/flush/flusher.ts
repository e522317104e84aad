import { type Journal, type LineBatch, type Segment } from '@tollgate/journal';
import { type DataSource } from 'typeorm';
import { type KeyBalances } from '../ledger/key-balances.js';
import { flushLines } from './journal-batch.js';
import { readBalances } from './key-totals.js';

export interface FlusherOptions {
  /** A line waits in the journal about so long at most. */
  readonly intervalMs?: number;
  readonly batchRows?: number;
  readonly batchBytes?: number;
  /** Longest pause between attempts while Postgres is away. */
  readonly backoffMaxMs?: number;
}

/** What happens around the flusher. Must not throw. */
export interface FlusherEvents {
  /** Events were stored: hours are pending. */
  stored(): void;
  rejected(lines: number): void;
  failed(error: unknown, retryInMs: number): void;
  recovered(): void;
  /** A segment was not there any more: somebody removed the file. */
  vanished(path: string): void;
}

/** Figures for metrics. */
export interface FlusherFigures {
  /** Events stored since the start of this process. */
  readonly storedEvents: number;
  readonly rejectedLines: number;
  /** Attempts that failed in a row; 0 when all is well. */
  readonly failures: number;
}

const DEFAULTS = { intervalMs: 700, batchRows: 2_000, batchBytes: 4_194_304, backoffMaxMs: 15_000 } as const;
const UNCERTAIN_MAX = 1_000;

/**
 * Moves the journal into Postgres: one loop, one batch at a time. While Postgres is away it tries again ever more slowly and
 * goes on by itself. Each step may be repeated: a segment is removed only after all its lines are committed, and what was
 * committed before is not inserted, nor counted, a second time.
 */
export class SpendFlusher {
  private readonly options: Required<FlusherOptions>;
  /** Lines of a segment that are done, so that an interrupted one goes on where it stopped. */
  private readonly progress = new Map<string, number>();
  private running: Promise<void> | null = null;
  private stopAt: number | null = null;
  private wakeUp: () => void = () => undefined;
  private waiting = 0;
  private storedEvents = 0;
  private rejectedLines = 0;
  private failures = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly journal: Journal,
    private readonly balances: KeyBalances,
    /** Marks the lines of this process: their cost is in `balances` already. */
    private readonly origin: string,
    private readonly events: FlusherEvents,
    options: FlusherOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  start(): void {
    this.running ??= this.loop();
  }

  /** A line was written; many of them bring the next flush forward. */
  lineWritten(): void {
    this.waiting += 1;
    if (this.waiting === this.options.batchRows && this.failures === 0) this.wakeUp();
  }

  /** Flushes what is there, within `timeoutMs`, and ends. What is left stays in the journal for the next process. */
  async stop(timeoutMs: number): Promise<void> {
    this.stopAt ??= Date.now() + timeoutMs;
    this.wakeUp();
    const { promise: outOfTime, cancel } = after(timeoutMs);
    await Promise.race([this.running, outOfTime]);
    cancel();
  }

  figures(): FlusherFigures {
    return { storedEvents: this.storedEvents, rejectedLines: this.rejectedLines, failures: this.failures };
  }

  private async loop(): Promise<void> {
    for (;;) {
      const last = this.stopAt !== null;
      const succeeded = await this.attempt();
      if (last && (succeeded || Date.now() >= (this.stopAt ?? 0))) return;
      await this.pause(succeeded ? this.options.intervalMs : this.backoff(), succeeded);
    }
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.flush();
    } catch (error) {
      this.failures += 1;
      this.events.failed(error, this.backoff());
      return false;
    }
    if (this.failures > 0) this.events.recovered();
    this.failures = 0;
    return true;
  }

  private async flush(): Promise<void> {
    // While Postgres is away the segment being written may grow: many small files would gain nothing.
    if (this.failures === 0 || this.stopAt !== null) {
      this.waiting = 0;
      this.journal.rotate();
    }
    for (const segment of await this.journal.sealedSegments()) {
      if (this.isOutOfTime()) return;
      await this.drain(segment);
    }
    await this.readUncertain();
  }

  private async drain(segment: Segment): Promise<void> {
    try {
      if (!(await this.flushSegment(segment))) return;
    } catch (error) {
      if (!isMissingFile(error)) throw error;
      this.events.vanished(segment.path);
    }
    await segment.remove();
    this.progress.delete(segment.path);
  }

  /** True when every line of the segment is done. */
  private async flushSegment(segment: Segment): Promise<boolean> {
    let done = this.progress.get(segment.path) ?? 0;
    let seen = 0;
    for await (const batch of segment.batches(this.options.batchRows, this.options.batchBytes)) {
      const fresh = batch.skip(Math.max(0, done - seen));
      seen += batch.count;
      if (fresh.count === 0) continue;
      await this.flushBatch(fresh);
      done = seen;
      this.progress.set(segment.path, done);
      if (this.isOutOfTime()) return false;
    }
    return true;
  }

  private async flushBatch(lines: LineBatch): Promise<void> {
    const batch = await flushLines(this.dataSource, lines, this.origin);
    // From here to the end of the method nothing is awaited: no reader sees a cost twice or not at all.
    this.balances.confirm(batch.balances);
    for (const [hash, cost] of batch.ownCosts) this.balances.noLongerUnstored(hash, cost);
    this.storedEvents += batch.inserted;
    this.rejectedLines += batch.rejected;
    if (batch.inserted > 0) this.events.stored();
    if (batch.rejected > 0) this.events.rejected(batch.rejected);
  }

  private async readUncertain(): Promise<void> {
    const hashes = this.balances.takeUncertain(UNCERTAIN_MAX);
    if (hashes.length === 0) return;
    try {
      this.balances.confirm(await readBalances(this.dataSource.manager, hashes));
    } catch (error) {
      this.balances.giveBack(hashes);
      throw error;
    }
  }

  private isOutOfTime(): boolean {
    return this.stopAt !== null && Date.now() >= this.stopAt;
  }

  /** 250 ms, doubled with each failure in a row. */
  private backoff(): number {
    return Math.min(this.options.backoffMaxMs, 250 * 2 ** Math.min(this.failures - 1, 16));
  }

  /** Waits, unless something wakes it up before. When it is time to stop, only a failure is worth a pause. */
  private async pause(milliseconds: number, succeeded: boolean): Promise<void> {
    if (this.stopAt !== null && succeeded) return;
    const wait = this.stopAt === null ? milliseconds : Math.min(milliseconds, this.stopAt - Date.now());
    const { promise, cancel } = after(wait);
    this.wakeUp = cancel;
    await promise;
    this.wakeUp = () => undefined;
  }
}

/** Fulfilled after a while, or at once when cancelled. */
function after(milliseconds: number): { promise: Promise<void>; cancel: () => void } {
  let cancel: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, milliseconds));
    cancel = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { promise, cancel };
}

function isMissingFile(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ENOENT' &&
    'syscall' in error &&
    error.syscall === 'open'
  );
}
