import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { migratedSchemaText } from '../testing/index.js';

let text: string;
beforeAll(async () => {
  text = await migratedSchemaText();
});

it('docs/schema.sql is what the migrations make (npm run schema writes it anew)', async () => {
  const file = new URL('../../../../../docs/schema.sql', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(text);
});
