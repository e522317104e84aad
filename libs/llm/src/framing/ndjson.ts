import { type FramingFault, MAX_LINE_LENGTH } from './framing-fault.js';
import { LineSplitter } from './line-splitter.js';

/** Newline-delimited JSON: bytes cut anywhere in, the text of each value out; blank lines are skipped. */
export class NdjsonDecoder {
  readonly #lines: LineSplitter;

  constructor(maxLineLength: number = MAX_LINE_LENGTH) {
    this.#lines = new LineSplitter(maxLineLength);
  }

  /** Set once a line went over the limit; nothing comes out after that. */
  get fault(): FramingFault | null {
    return this.#lines.tooLong ? 'line-too-long' : null;
  }

  push(bytes: Uint8Array): string[] {
    return this.#lines.push(bytes).filter((line) => line.trim() !== '');
  }

  end(): string[] {
    return this.#lines.end().filter((line) => line.trim() !== '');
  }
}
