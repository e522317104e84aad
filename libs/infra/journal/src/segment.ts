import { errorCode } from '@tollgate/process';
import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** `<epoch ms>-<number>-<random>.jsonl`: names sort by age, also across processes. */
export const SEGMENT_NAME = /^(\d{13})-\d{6}-[0-9a-f]{12}\.jsonl$/;

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const LIST_START = 0x5b;
const LIST_END = 0x5d;
const READ_BYTES = 1_048_576;

/** Complete lines of a segment, kept as the bytes they are until somebody needs them as text. */
export class LineBatch {
  /** @param bytes the lines, each with its newline. */
  constructor(
    readonly bytes: Buffer,
    readonly count: number,
  ) {}

  /**
   * The lines as text, without their newlines. Only `\n` ends a line: JSON may hold U+2028 and a lone `\r` raw, which
   * Node's readline would split at.
   */
  lines(): string[] {
    return this.bytes.toString('utf8', 0, this.bytes.length - 1).split('\n');
  }

  /** Without its first lines. */
  skip(lines: number): LineBatch {
    let start = 0;
    for (let left = Math.min(lines, this.count); left > 0; left -= 1)
      start = this.bytes.indexOf(NEWLINE, start) + 1;
    return new LineBatch(this.bytes.subarray(start), this.count - Math.min(lines, this.count));
  }

  /** Lines of JSON as one JSON list, without reading them. */
  toJsonList(): Buffer {
    const list = Buffer.allocUnsafe(this.bytes.length + 1);
    this.bytes.copy(list, 1);
    list[0] = LIST_START;
    for (let at = list.indexOf(NEWLINE); at !== -1; at = list.indexOf(NEWLINE, at + 1)) list[at] = COMMA;
    list[list.length - 1] = LIST_END;
    return list;
  }

  static of(lines: readonly string[]): LineBatch {
    return new LineBatch(Buffer.from(lines.map((line) => `${line}\n`).join('')), lines.length);
  }
}

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
   * Its complete lines, in the order they were appended, some at a time: at most `maxLines`, and about `maxBytes`. A torn
   * last line is skipped and reported: its writer died before anybody was told that the line is safe.
   */
  async *batches(maxLines: number, maxBytes: number): AsyncGenerator<LineBatch, void, undefined> {
    let carry: Buffer[] = [];
    for await (const chunk of createReadStream(this.path, {
      highWaterMark: Math.min(maxBytes, READ_BYTES),
    })) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a segment is read as bytes');
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      carry.push(chunk.subarray(0, end));
      if (end > 0) {
        yield* batchesOf(Buffer.concat(carry), maxLines);
        carry = [];
      }
      carry.push(chunk.subarray(end));
    }
    const torn = carry.reduce((sum, piece) => sum + piece.length, 0);
    if (torn > 0) this.onTornLine(this, torn);
  }

  /** Its complete lines, one by one, without their newlines. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    for await (const batch of this.batches(Infinity, READ_BYTES)) yield* batch.lines();
  }

  /** Deletes it; its lines are safe elsewhere. Safe to call twice. */
  async remove(): Promise<void> {
    await unlink(this.path).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
    this.onRemoved(this);
  }
}

/** Cuts whole lines, each with its newline, into batches. */
function* batchesOf(bytes: Buffer, maxLines: number): Generator<LineBatch> {
  let start = 0;
  let count = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, end + 1)) {
    count += 1;
    if (count < maxLines && end + 1 < bytes.length) continue;
    yield new LineBatch(bytes.subarray(start, end + 1), count);
    start = end + 1;
    count = 0;
  }
}

/** Bytes of a file. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
