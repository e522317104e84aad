import { errorCode } from '@tollgate/process';
import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** `<epoch ms>-<number>-<random>.jsonl`: names sort by age, also across processes. */
export const SEGMENT_NAME = /^(\d{13})-\d{6}-[0-9a-f]{12}\.jsonl$/;

const NEWLINE = 0x0a;
const READ_BYTES = 262_144;

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
   * Its complete lines, in the order they were appended, without their newlines; at most `maxLines` and about `maxBytes`
   * at a time. A torn last line is skipped and reported: its writer died before anybody was told that the line is safe.
   * Only `\n` ends a line: JSON may hold U+2028 and a lone `\r` raw, which Node's readline would split at.
   */
  async *batches(maxLines: number, maxBytes: number): AsyncGenerator<string[], void, undefined> {
    let carry: Buffer[] = [];
    for await (const chunk of createReadStream(this.path, {
      highWaterMark: Math.min(maxBytes, READ_BYTES),
    })) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a segment is read as bytes');
      const end = chunk.lastIndexOf(NEWLINE);
      if (end === -1) {
        carry.push(chunk);
        continue;
      }
      const lines = Buffer.concat([...carry, chunk.subarray(0, end)])
        .toString('utf8')
        .split('\n');
      carry = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
      for (let from = 0; from < lines.length; from += maxLines) yield lines.slice(from, from + maxLines);
    }
    const torn = carry.reduce((sum, piece) => sum + piece.length, 0);
    if (torn > 0) this.onTornLine(this, torn);
  }

  /** Its complete lines, one by one. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    for await (const batch of this.batches(Infinity, READ_BYTES)) yield* batch;
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
