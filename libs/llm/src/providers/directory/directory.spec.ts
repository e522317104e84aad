import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { factsOfProvider, providerFacts } from './provider-facts.js';
import { providerDetails, providerList } from './provider-list.js';
import { providersPage } from './providers-page.js';

describe('docs/providers.md', () => {
  it('says what the registry says', async () => {
    const page = await readFile(new URL('../../../../../docs/providers.md', import.meta.url), 'utf8');
    expect(page).toBe(providersPage());
  });
});

describe('the list of providers', () => {
  it('has a line for each that chats, and counts them', () => {
    const chatting = providerFacts().filter(({ cannot }) => cannot === null);
    const lines = providerList().split('\n');
    expect(lines.filter((line) => /^[a-z0-9]/.test(line)).map((line) => line.split(' ')[0])).toEqual([
      ...chatting.map(({ prefix }) => prefix),
      String(chatting.length),
    ]);
  });

  it('is in order and has nothing twice', () => {
    const prefixes = providerFacts().map(({ prefix }) => prefix);
    expect(prefixes).toEqual([...new Set(prefixes)].sort());
  });

  it('tells all there is of one, by any of its names', () => {
    expect(providerDetails('together')).toBe(providerDetails('together_ai'));
    const details = providerDetails('snowflake');
    expect(details).toContain('account (SNOWFLAKE_ACCOUNT_ID)');
    expect(details).toContain('https://{account}.snowflakecomputing.com/api/v2/cortex/v1');
    expect(details).toContain('SNOWFLAKE_JWT, SNOWFLAKE_CORTEX_PAT');
    expect(details).toContain('completion-tokens-only');
  });

  it('says why one is not served, and knows no others', () => {
    expect(providerDetails('anyscale')).toContain('retired:');
    expect(providerDetails('nimbus')).toBeNull();
    expect(factsOfProvider('constructor')).toBeNull();
  });
});
