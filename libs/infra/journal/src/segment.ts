import { errorCode } from '@tollgate/process';
import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** `<epoch ms>-<number>-<random>.jsonl`: names sort by age, also across processes. */
export const SEGMENT_NAME = /^(\d{13})-\d{6}-[0-9a-f]{12}\.jsonl$/;

const NEWLINE = 0x0a;

/** A part of the journal that is not written any more. It stays until it is removed. */
export class Segment {
  constructor(
    readonly path: string,
    readonly bytes: number,
    private readonly onTornLine: (segment: Segment, bytes: number) => void,
    private readonly onRemoved: (segment: Segment) => void,
  ) {}

  /** When its first line was written, epoch milliseconds. */
  get openedAt(): number {
    return Number(SEGMENT_NAME.exec(basename(this.path))?.[1] ?? 0);
  }

  /**
   * Its complete lines, in the order they were appended, without their newlines. A torn last line is skipped and
   * reported: its writer died before anybody was told that the line is safe.
   * Only `\n` ends a line: JSON may hold U+2028 and a lone `\r` raw, which Node's readline would split at.
   */
  async *lines(): AsyncGenerator<string, void, undefined> {
    let carry: Buffer[] = [];
    for await (const chunk of createReadStream(this.path)) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a segment is read as bytes');
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        carry.push(chunk.subarray(start, end));
        yield Buffer.concat(carry).toString('utf8');
        carry = [];
        start = end + 1;
      }
      if (start < chunk.length) carry.push(chunk.subarray(start));
    }
    const torn = carry.reduce((sum, piece) => sum + piece.length, 0);
    if (torn > 0) this.onTornLine(this, torn);
  }

  /** Deletes it; its lines are safe elsewhere. Safe to call twice. */
  async remove(): Promise<void> {
    await unlink(this.path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
    this.onRemoved(this);
  }
}

/** Bytes of a file. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
