#!/usr/bin/env -S node --max-semi-space-size=32
// Calls in flight are young objects: with twice the usual room for them collections are rarer, and a call costs a tenth less.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const main = join(import.meta.dirname, '..', 'dist', 'main.js');
if (existsSync(main)) await import(pathToFileURL(main).href);
else {
  console.error('Tollgate is not built yet: run `npm start`, or `npm run build` first.');
  process.exit(1);
}
