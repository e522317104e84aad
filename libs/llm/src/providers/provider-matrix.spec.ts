import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { providerMatrix } from './provider-matrix.suite.js';

const PAGE = new URL('../../../../docs/provider-matrix.md', import.meta.url);

describe('docs/provider-matrix.md', () => {
  it('says what every family answers when it is asked for everything', async () => {
    if (process.env['TOLLGATE_WRITE_MATRIX'] === '1') await writeFile(PAGE, providerMatrix());
    expect(await readFile(PAGE, 'utf8')).toBe(providerMatrix());
  });
});
