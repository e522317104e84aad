#!/usr/bin/env node
/** Every file or folder that the documentation names exists: paths in backticks below the repository's folders, and links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', 'CONTRIBUTING.md', ...markdownBelow('docs')];

function markdownBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));
}

/** Paths with a placeholder (`<name>`, `*`, `…`, capitals) are examples, not promises. */
const isPromise = (path) => !/[<*…{]|[A-Z]{3,}/.test(path);

let missing = 0;
for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const named = [...text.matchAll(/`((?:apps|libs|tools|examples|docs)\/[^`\s]+)`/g)].map(([, path]) => path);
  const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) =>
    join(dirname(page), path),
  );
  for (const path of [...named, ...linked].filter(isPromise)) {
    if (existsSync(join(root, path))) continue;
    missing += 1;
    console.error(`docs: ${page} names ${path}, which does not exist`);
  }
}
if (missing > 0) process.exit(1);
console.log(`docs: every path named in ${pages.length} pages exists`);
