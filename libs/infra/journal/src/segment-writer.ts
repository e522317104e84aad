import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The segment that is being written. A group of lines gets into it whole or not at all. */
export class SegmentWriter {
  /** Bytes of complete groups. */
  bytes = 0;
  /** A failed group could not be taken back: nothing may be written behind it. */
  broken = false;

  private constructor(
    readonly path: string,
    readonly openedAt: number,
    private readonly file: number,
  ) {}

  static create(directory: string, number: number): SegmentWriter {
    const now = Date.now();
    const name = `${String(now).padStart(13, '0')}-${String(number).padStart(6, '0')}-${randomBytes(6).toString('hex')}.jsonl`;
    const path = join(directory, name);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new SegmentWriter(path, now, openSync(path, 'ax', 0o600));
  }

  /**
   * Writes the text, looping over short writes. When it returns, the text is in the page cache and survives the death
   * of this process. On an error (disk full) the file is cut back to where it was, and the error thrown.
   */
  write(text: string): void {
    const content = Buffer.from(text, 'utf8');
    try {
      for (let done = 0; done < content.length;) {
        const count = writeSync(this.file, content, done);
        if (count === 0) throw new Error('the journal file takes no more bytes');
        done += count;
      }
    } catch (error) {
      this.takeBack();
      throw error;
    }
    this.bytes += content.length;
  }

  close(): void {
    closeSync(this.file);
  }

  private takeBack(): void {
    try {
      ftruncateSync(this.file, this.bytes);
    } catch {
      this.broken = true;
    }
  }
}
