import { MAX_LINE_LENGTH } from './framing-fault.js';

/**
 * Bytes of UTF-8 text, cut anywhere, in; whole lines out. LF, CRLF and CR end a line, a byte order mark at the start is
 * dropped, and a character cut in two by the network comes out whole: one decoder serves the whole stream. Holds at most
 * one unfinished line, and never more than `maxLineLength` of it.
 */
export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8');
  readonly #maxLineLength: number;
  /** Text of the unfinished line, in pieces, so a long line costs no copying at each piece. */
  #pieces: string[] = [];
  #pending = 0;
  /** The last piece ended in CR: an LF at the start of the next one belongs to it. */
  #afterCarriageReturn = false;
  #tooLong = false;

  constructor(maxLineLength: number = MAX_LINE_LENGTH) {
    this.#maxLineLength = maxLineLength;
  }

  /** True once a line went over the limit; no more lines come out after that. */
  get tooLong(): boolean {
    return this.#tooLong;
  }

  push(bytes: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Ends the stream: what is left, an unterminated last line included. */
  end(): string[] {
    const lines = this.#split(this.#decoder.decode());
    if (!this.#tooLong && this.#pending > 0) lines.push(this.#take(''));
    return lines;
  }

  #split(text: string): string[] {
    const lines: string[] = [];
    if (this.#tooLong || text === '') return lines;
    let from = 0;
    if (this.#afterCarriageReturn && text.charCodeAt(0) === 10) from = 1;
    this.#afterCarriageReturn = false;
    for (;;) {
      const end = nextLineEnd(text, from);
      if (end < 0) break;
      if (this.#pending + end - from > this.#maxLineLength) return this.#overflow(lines);
      lines.push(this.#take(text.slice(from, end)));
      from = end + 1;
      if (text.charCodeAt(end) === 13) {
        if (from === text.length) this.#afterCarriageReturn = true;
        else if (text.charCodeAt(from) === 10) from += 1;
      }
    }
    if (from < text.length) this.#keep(text.slice(from));
    return this.#pending > this.#maxLineLength ? this.#overflow(lines) : lines;
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#pending += piece.length;
  }

  #take(last: string): string {
    if (this.#pending === 0) return last;
    const line = this.#pieces.join('') + last;
    this.#pieces = [];
    this.#pending = 0;
    return line;
  }

  #overflow(lines: string[]): string[] {
    this.#tooLong = true;
    this.#pieces = [];
    this.#pending = 0;
    return lines;
  }
}

function nextLineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  const cr = text.indexOf('\r', from);
  if (cr < 0) return lf;
  return lf < 0 ? cr : Math.min(cr, lf);
}
