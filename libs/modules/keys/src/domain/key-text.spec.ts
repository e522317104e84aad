import { describe, expect, it } from '@jest/globals';
import { faultOfCustomKey, hashOfKey, maskedKey, newKeyText, storedHashOf } from './key-text.js';

describe('key text', () => {
  it('is sk- and 22 url-safe characters, never twice the same', () => {
    const made = new Set(Array.from({ length: 1_000 }, newKeyText));
    expect(made.size).toBe(1_000);
    for (const text of made) expect(text).toMatch(/^sk-[A-Za-z0-9_-]{22}$/);
  });

  it('is stored as the SHA-256 of all of it, prefix included', () => {
    // The contract's own example.
    expect(hashOfKey('sk-example-0000000000001')).toBe(
      '760431da53a7efcc7d0a49b7e88dab1049d2b1ab4a85e135d2335630b9a4accd',
    );
  });

  it('is recognised by its last four characters', () => {
    expect(maskedKey('sk-Zr8q2T0c6mB1kQn4yVwX7g')).toBe('sk-...wX7g');
  });

  it('stands for its hash, and a hash for itself; nothing else does', () => {
    const hash = hashOfKey('sk-a');
    expect(storedHashOf('sk-a')).toBe(hash);
    expect(storedHashOf(hash)).toBe(hash);
    expect(storedHashOf(hash.toUpperCase())).toBe(hash);
    expect(storedHashOf('team-blue')).toBeNull();
    expect(storedHashOf('')).toBeNull();
  });

  it.each([
    ['sk-my-own-key', null],
    ['my-own-key', "must start with 'sk-'"],
    ['sk-a', 'characters'],
    [`sk-${'a'.repeat(300)}`, 'characters'],
    ['sk-white space', 'printable'],
    ['sk-bell\u0007bell', 'printable'],
    ['sk-ünïcödé', 'printable'],
  ])('of the caller’s choice: %j → %j', (text, fault) => {
    if (fault === null) expect(faultOfCustomKey(text)).toBeNull();
    else expect(faultOfCustomKey(text)).toContain(fault);
  });
});
