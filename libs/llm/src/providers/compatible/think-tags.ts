/** A piece of content: what was thought, or what is said. */
export interface TaggedText {
  readonly kind: 'reasoning' | 'text';
  readonly text: string;
}

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Takes reasoning out of content where a model writes it there: `<think>…</think>` at the very start, and nowhere else,
 * for later on it is what the model talks about. Cut anywhere; holds back no more than a tag that may be unfinished.
 */
export class ThinkTagReader {
  #state: 'before' | 'inside' | 'between' | 'after' = 'before';
  #held = '';

  push(text: string): TaggedText[] {
    const pieces: TaggedText[] = [];
    this.#held += text;
    if (this.#state === 'before') this.#begin();
    if (this.#state === 'inside') this.#think(pieces);
    if (this.#state === 'between') this.#skipBlank();
    if (this.#state === 'after') this.#release('text', this.#held.length, pieces);
    return pieces;
  }

  /** What was held back: the content is over. */
  end(): TaggedText[] {
    const pieces: TaggedText[] = [];
    const isThought = this.#state === 'inside';
    if (this.#state !== 'between') this.#release(isThought ? 'reasoning' : 'text', this.#held.length, pieces);
    return pieces;
  }

  #begin(): void {
    const start = this.#held.trimStart();
    if (start.startsWith(OPEN)) {
      this.#state = 'inside';
      this.#held = start.slice(OPEN.length);
    } else if (!OPEN.startsWith(start)) this.#state = 'after';
  }

  #think(pieces: TaggedText[]): void {
    const end = this.#held.indexOf(CLOSE);
    if (end < 0) {
      this.#release('reasoning', this.#held.length - unfinished(this.#held), pieces);
      return;
    }
    this.#release('reasoning', end, pieces);
    this.#held = this.#held.slice(CLOSE.length);
    this.#state = 'between';
  }

  /** Blank lines between the thought and the answer belong to neither. */
  #skipBlank(): void {
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#state = 'after';
  }

  #release(kind: TaggedText['kind'], length: number, pieces: TaggedText[]): void {
    if (length > 0) pieces.push({ kind, text: this.#held.slice(0, length) });
    this.#held = this.#held.slice(length);
  }
}

/** Length of the start of a closing tag that the text ends in. */
function unfinished(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length -= 1)
    if (text.endsWith(CLOSE.slice(0, length))) return length;
  return 0;
}
