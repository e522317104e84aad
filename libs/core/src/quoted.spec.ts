import { describe, expect, it } from '@jest/globals';
import { quoted } from './quoted.js';

describe('a quoted text', () => {
  it('is what JSON.stringify makes, for every character of the basic plane alone and between others', () => {
    for (let code = 0; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code);
      if (quoted(character) !== JSON.stringify(character)) throw new Error(`differs at ${code}`);
      if (quoted(`a${character}b`) !== JSON.stringify(`a${character}b`))
        throw new Error(`differs at ${code}`);
    }
    expect(quoted('')).toBe('""');
    expect(quoted('a 🌍 "b"')).toBe(JSON.stringify('a 🌍 "b"'));
  });
});
