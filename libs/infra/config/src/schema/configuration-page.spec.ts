import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { activePaths } from './active-settings.js';
import { configurationPage, schemaPaths } from './configuration-page.js';

/** Tables as they are before alignment. */
function unaligned(page: string): string {
  return page
    .replace(/ {2,}/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\|\s*\|/g, '||')
    .trim();
}

describe('docs/configuration.md', () => {
  it('says what the schema says', async () => {
    const page = await readFile(new URL('../../../../../docs/configuration.md', import.meta.url), 'utf8');
    expect(unaligned(page)).toBe(unaligned(configurationPage()));
  });
});

describe('active settings', () => {
  it('are all settings of the schema', () => {
    const known = new Set(schemaPaths());
    expect(activePaths().filter((path) => !known.has(path))).toEqual([]);
  });
});
