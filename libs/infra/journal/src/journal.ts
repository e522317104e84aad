import { mkdir } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { ProcessDirectory } from './process-directory.js';
import { Segment, sizeOf } from './segment.js';
import { SegmentWriter } from './segment-writer.js';

export interface JournalOptions {
  /** A segment is sealed once it holds so many bytes; default 8 MiB. */
  readonly segmentBytes?: number;
  readonly onNotice?: (notice: JournalNotice) => void;
}

/** What an operator may want to know of. */
export type JournalNotice =
  /** A last line that was not complete. It was never acknowledged, so nothing is lost with it. */
  | { readonly kind: 'torn-line'; readonly segment: Segment; readonly bytes: number }
  /** Segments of a dead process could not be taken over; tried again later. */
  | { readonly kind: 'adoption-failed'; readonly folder: string; readonly error: unknown };

/** What waits in the journal, for metrics. */
export interface JournalFigures {
  readonly segments: number;
  readonly bytes: number;
  /** Milliseconds since the oldest waiting line was written; 0 when nothing waits. */
  readonly ageMs: number;
}

type Done = (error: Error | null) => void;

const DEFAULT_SEGMENT_BYTES = 8 * 1024 * 1024;
/** Dead processes are looked for at most this often. */
const ADOPT_EVERY_MS = 10_000;

/**
 * Append-only lines on disk that survive the death of the process (docs/decisions/0005). Every process writes a folder
 * of its own; segments of dead processes are adopted. A reader takes sealed segments and removes them when it is done,
 * so after a crash a line may be read twice, never zero times.
 */
export class Journal {
  private readonly sealed = new Map<string, Segment>();
  private active: SegmentWriter | null = null;
  private created = 0;
  private text = '';
  private waiting: Done[] = [];
  private closed = false;
  private adoptedAt = 0;

  private constructor(
    private readonly home: ProcessDirectory,
    private readonly options: JournalOptions,
  ) {}

  /** Opens the journal below `directory` (made when missing) and adopts what dead processes left there. */
  static async open(directory: string, options: JournalOptions = {}): Promise<Journal> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const journal = new Journal(await ProcessDirectory.create(directory), options);
    await journal.adopt();
    return journal;
  }

  /**
   * Adds one line, in which the caller has no newline (it is not looked for: JSON has none). `done` is called later, never
   * at once: with null when the line would survive the death of this process, with the error when it is not in the
   * journal. All lines of one turn of the event loop share one write and one fate.
   */
  append(line: string, done: Done): void {
    if (this.waiting.length === 0) setImmediate(this.commit);
    this.text += line + '\n';
    this.waiting.push(done);
  }

  /** Seals the segment being written, if it holds anything, so that its lines can be read. */
  rotate(): void {
    this.commit();
    if (this.active !== null && (this.active.bytes > 0 || this.active.broken)) this.seal(this.active);
  }

  /** Segments ready to be read, oldest first, also those that earlier runs and dead processes left. */
  async sealedSegments(): Promise<Segment[]> {
    if (!this.closed && Date.now() - this.adoptedAt >= ADOPT_EVERY_MS) await this.adopt();
    return [...this.sealed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  figures(): JournalFigures {
    let segments = this.sealed.size;
    let bytes = 0;
    let oldest = Infinity;
    for (const segment of this.sealed.values()) {
      bytes += segment.bytes;
      oldest = Math.min(oldest, segment.openedAt);
    }
    if (this.active !== null && this.active.bytes > 0) {
      segments += 1;
      bytes += this.active.bytes;
      oldest = Math.min(oldest, this.active.openedAt);
    }
    return { segments, bytes, ageMs: segments === 0 ? 0 : Math.max(0, Date.now() - oldest) };
  }

  /** Writes what waits and gives the folder up; later appends fail. Unread segments stay for the next process. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.rotate();
    this.closed = true;
    if (this.active !== null) {
      this.active.close();
      await this.segment(this.active.path, 0).remove();
      this.active = null;
    }
    await this.home.release();
  }

  /** Group commit: one write, then everybody is told. */
  private readonly commit = (): void => {
    if (this.waiting.length === 0) return;
    const text = this.text;
    const waiting = this.waiting;
    this.text = '';
    this.waiting = [];
    const failure = this.write(text);
    for (const done of waiting) {
      try {
        done(failure);
      } catch (error) {
        // A caller's bug must not keep the others waiting; it surfaces as the uncaught error it is.
        setImmediate(() => {
          throw error;
        });
      }
    }
  };

  private write(text: string): Error | null {
    if (this.closed) return new Error('the journal is closed');
    try {
      this.active ??= SegmentWriter.create(this.home.path, this.created++);
      this.active.write(text);
    } catch (error) {
      if (this.active?.broken === true) this.seal(this.active);
      return isNativeError(error) ? error : new Error(String(error));
    }
    if (this.active.bytes >= (this.options.segmentBytes ?? DEFAULT_SEGMENT_BYTES)) this.seal(this.active);
    return null;
  }

  private seal(writer: SegmentWriter): void {
    writer.close();
    this.active = null;
    this.sealed.set(writer.path, this.segment(writer.path, writer.bytes));
  }

  private segment(path: string, bytes: number): Segment {
    return new Segment(
      path,
      bytes,
      (torn, count) => this.options.onNotice?.({ kind: 'torn-line', segment: torn, bytes: count }),
      (removed) => this.sealed.delete(removed.path),
    );
  }

  private async adopt(): Promise<void> {
    this.adoptedAt = Date.now();
    const report = (folder: string, error: unknown): void =>
      this.options.onNotice?.({ kind: 'adoption-failed', folder, error });
    for await (const path of this.home.adopt(report)) {
      this.sealed.set(path, this.segment(path, await sizeOf(path)));
    }
  }
}
