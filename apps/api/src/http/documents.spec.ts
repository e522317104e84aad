import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_TABLE, INACTIVE_KEY_FIELDS } from '@tollgate/core';

const DOCS = join(import.meta.dirname, '..', '..', '..', '..', 'docs');

/** Cells of the table rows below a heading, up to the next heading. */
function tableBelow(file: string, heading: string): string[][] {
  const text = readFileSync(join(DOCS, file), 'utf8');
  const section = text.slice(text.indexOf(`\n${heading}\n`) + heading.length + 2).split(/\n#+ /, 1)[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(/^`|`$/g, '')),
    );
}

describe('docs/errors.md', () => {
  it('shows the error table as it is', () => {
    const expected = Object.entries(ERROR_TABLE).map(([name, { status, type, retryable, meaning }]) => [
      name,
      String(status),
      type,
      retryable ? 'yes' : 'no',
      meaning.replaceAll(/^`|`$/g, ''),
    ]);
    expect(tableBelow('errors.md', '## The table')).toEqual(expected);
  });
});

describe('docs/compatibility.md', () => {
  it('says "not yet" of exactly those key fields that nothing acts on', () => {
    const rows = tableBelow('compatibility.md', '### Fields of a key');
    const inactive = rows.filter(([, state]) => state === 'not yet').map(([field]) => field);
    expect(inactive.sort()).toEqual([...INACTIVE_KEY_FIELDS].sort());
    expect(rows.length).toBe(new Set(rows.map(([field]) => field)).size);
  });
});
