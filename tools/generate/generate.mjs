#!/usr/bin/env node
/**
 * Makes a new project of this monorepo, wired for build, lint, typecheck and test.
 *
 *   npm run generate -- lib    libs/infra/mail   --tag infra
 *   npm run generate -- module budgets           --after users
 *
 * A module is a Nest lib of the control plane; --after names the module it may import at most (docs/architecture.md).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const KINDS = ['lib', 'module'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tag: { type: 'string' },
    after: { type: 'string' },
    references: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  },
});
const [kind, target] = positionals;
if (values.help || !KINDS.includes(kind) || !target) {
  console.log(readFileSync(import.meta.filename, 'utf8').match(/\/\*\*[\s\S]*?\*\//)[0]);
  process.exit(values.help ? 0 : 2);
}

const folder = kind === 'module' ? `libs/modules/${target}` : target;
const name = basename(folder);
const tags = kind === 'module' ? ['module', `module:${name}`] : [values.tag ?? 'pure'];
if (existsSync(join(root, folder, 'package.json'))) {
  console.error(`generate: ${folder} exists already`);
  process.exit(1);
}

/** Writes a file below the new project, making its folders. */
function write(path, text) {
  const file = join(root, folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
}
const json = (value) => JSON.stringify(value, null, 2);
const up = relative(join(root, folder), root);

/** `core,llm,infra/database` → tsconfig references. */
const references = values.references
  .split(',')
  .filter(Boolean)
  .map((ref) => ({ path: `${up}/libs/${ref}/tsconfig.lib.json` }));

write(
  'package.json',
  json({
    name: `@tollgate/${name}`,
    version: '0.1.0',
    private: true,
    license: 'Apache-2.0',
    type: 'module',
    exports: {
      '.': { '@tollgate/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    },
    nx: { tags, targets: { build: {}, typecheck: {}, lint: {}, test: {} } },
  }),
);
write(
  'tsconfig.lib.json',
  json({
    extends: `${up}/tsconfig.base.json`,
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo' },
    include: ['src/**/*.ts', 'src/**/*.json'],
    exclude: ['src/**/*.spec.ts'],
    references,
  }),
);
write(
  'tsconfig.json',
  json({
    extends: `${up}/tsconfig.base.json`,
    compilerOptions: { composite: false, noEmit: true, rootDir: up, types: ['node'] },
    include: ['src/**/*.ts', 'src/**/*.json'],
  }),
);
write(
  'jest.config.mjs',
  `import preset from '${up}/jest.preset.mjs';\n\nexport default { ...preset, displayName: '${name}', rootDir: import.meta.dirname };\n`,
);
if (kind === 'module') {
  const pascal = name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
  write(
    `src/${name}.module.ts`,
    `import { Module } from '@nestjs/common';\n\n/** Use cases of ${name}, without HTTP; the worker imports this one. */\n@Module({})\nexport class ${pascal}Module {}\n`,
  );
  write('src/index.ts', `export { ${pascal}Module } from './${name}.module.js';\n`);
} else {
  write('src/index.ts', `export {};\n`);
}
console.log(`made ${folder} (@tollgate/${name}), tags ${tags.join(', ')}`);
if (kind === 'module') {
  console.log(
    `Next: give module:${name} its place in MODULE_ORDER of eslint.config.mjs, then \`npm install\`.`,
  );
  const known = readdirSync(join(root, 'libs/modules'));
  console.log(`Modules: ${known.join(', ')}`);
}
