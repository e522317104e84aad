/**
 * Tokens of a text as the fakes count them: one for each four bytes of UTF-8, rounded up. Near what real tokenizers give
 * for English, the same every time, and simple enough to work out on paper.
 */
export function countTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / 4);
}

/** The longest start of a text that is no more than so many tokens, cut between characters. */
export function firstTokens(text: string, tokens: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > tokens * 4) break;
    kept += character;
  }
  return kept;
}

/** Cuts a text as models stream it: a word with the white space before it is one piece. Joined again, it is the text. */
export function toPieces(text: string): string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}
