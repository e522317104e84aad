import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { masterKeyOf } from './master-key.js';

describe('masterKeyOf', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tollgate-key-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('makes a key at the first start, readable by its owner only, and finds it at the second', async () => {
    const first = await masterKeyOf(null, directory);
    expect(first).toMatchObject({ isNew: true, text: expect.stringMatching(/^sk-[\w-]{32}$/) });
    expect((await stat(join(directory, 'master-key'))).mode & 0o777).toBe(0o600);
    expect(await masterKeyOf(null, directory)).toEqual({ text: first.text, isNew: false });
  });

  it('keeps a configured key out of the data directory', async () => {
    expect(await masterKeyOf('sk-configured', directory)).toEqual({ text: 'sk-configured', isNew: false });
    await expect(readFile(join(directory, 'master-key'))).rejects.toThrow('ENOENT');
  });

  it('refuses a kept key that no client could send, instead of making another', async () => {
    await writeFile(join(directory, 'master-key'), 'sk-two\nlines');
    await expect(masterKeyOf(null, directory)).rejects.toMatchObject({ exitCode: 1 });
  });
});
