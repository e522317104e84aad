import { describe, expect, it } from '@jest/globals';
import { estimateTokens } from './estimate.js';

describe('token estimate', () => {
  // Counted with the tokenizers cl100k_base and o200k_base of gpt-tokenizer 4.0.0; the larger of the two.
  it.each([
    ['', 0],
    ['Hello, world!', 4],
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['{"city":"Oslo","n":1}', 10],
    ['Größe über alles: naïve café déjà vu', 10],
    ['1234567890 98765.4321', 10],
    ['function f(a, b) {\n  return a?.b ?? [1, 2, 3];\n}', 23],
    ['https://example.com/a/b?c=d&e=f', 11],
    ['北京是中国的首都', 6],
    ['日本語のテキストです。', 10],
    ['Привет, как дела?', 8],
    ['مرحبا كيف حالك', 11],
  ])('of %j is at least its %d tokens, and not wildly more', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens * 2);
  });
});
