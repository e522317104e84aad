#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const main = join(import.meta.dirname, '..', 'dist', 'main.js');
if (existsSync(main)) await import(pathToFileURL(main).href);
else {
  console.error('Tollgate is not built yet: run `npm start`, or `npm run build` first.');
  process.exit(1);
}
