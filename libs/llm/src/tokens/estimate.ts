/**
 * How many tokens a text is at most, roughly, without a tokenizer: for reservations and for upstreams that give no usage.
 * Three Latin letters or spaces make a token (English has about four), digits and signs 0.7 each, everything outside Latin
 * one. That is above what the usual byte-pair vocabularies need for prose, code and JSON in any script; random text such
 * as base64 may take twice as many. Linear, no allocation.
 */
export function estimateTokens(text: string): number {
  let letters = 0;
  let signs = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x24f) continue;
    if (isLetterOrSpace(code)) letters += 1;
    else signs += 1;
  }
  return Math.ceil((letters * 10 + signs * 21) / 30) + text.length - letters - signs;
}

function isLetterOrSpace(code: number): boolean {
  return code === 32 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 0xc0;
}
