import { describe, expect, it } from '@jest/globals';
import { credentialOf, hashPassword, isPassword } from './passwords.js';

describe('passwords', () => {
  it('are stored as argon2id with a salt of their own', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(credentialOf(first)).not.toBe(credentialOf(second));
  });

  it('are known by their hash, and by nothing else', async () => {
    const stored = await hashPassword('correct horse');
    expect(await isPassword('correct horse', stored)).toBe(true);
    expect(await isPassword('correct hors', stored)).toBe(false);
    expect(await isPassword('correct horse', null)).toBe(false);
    expect(await isPassword('correct horse', 'no hash at all')).toBe(false);
  });

  it('are the same however a keyboard composes their letters', async () => {
    expect(await isPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true);
  });
});
