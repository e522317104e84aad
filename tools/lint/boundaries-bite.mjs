#!/usr/bin/env node
/**
 * Proves that the import rules bite. ESLint's boundary rule passes in silence when it has no project graph, so a green
 * lint proves nothing by itself: here violations are planted in memory, and each must be reported.
 */
import { ESLint } from 'eslint';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** [file the import stands in, what it imports, why that is wrong] */
const PLANTED = [
  ['libs/core/src/index.ts', '@tollgate/llm', 'core imports nothing but core'],
  ['libs/llm/src/index.ts', '@tollgate/database', 'pure imports no infra'],
  ['libs/llm/src/index.ts', '@nestjs/common', 'pure imports no Nest'],
  ['libs/gateway/src/index.ts', '@tollgate/keys', 'the gateway knows no module'],
  ['libs/gateway/src/index.ts', 'express', 'the gateway knows no Express'],
  ['libs/llm/sdk/src/index.ts', '@tollgate/keys', 'the SDK knows no module but the routing table'],
  ['libs/llm/sdk/src/index.ts', '@tollgate/database', 'the SDK keeps nothing'],
  ['libs/llm/sdk/src/index.ts', '@nestjs/common', 'the SDK needs no Nest'],
  ['libs/infra/database/src/index.ts', '@tollgate/keys', 'infra imports no module'],
  ['libs/modules/auth/src/index.ts', '@tollgate/keys', 'auth comes before keys'],
  ['libs/modules/keys/src/index.ts', '@tollgate/spend', 'keys comes before spend'],
  ['libs/modules/keys/src/index.ts', '@tollgate/testing', 'only specs import testing'],
];

const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === '@nx/enforce-module-boundaries',
});
let silent = 0;
for (const [file, target, why] of PLANTED) {
  const [result] = await eslint.lintText(`import '${target}';\n`, { filePath: join(root, file) });
  const found = result.messages.some((message) => message.ruleId === '@nx/enforce-module-boundaries');
  if (!found) {
    silent += 1;
    console.error(
      `boundaries: not caught: ${file} → ${target} (${why}); ${JSON.stringify(result.messages.slice(0, 1))}`,
    );
  }
}
if (silent > 0) {
  console.error(
    `boundaries: ${silent} of ${PLANTED.length} planted imports passed; is the project graph missing? Try: npx nx reset`,
  );
  process.exit(1);
}
console.log(`boundaries: all ${PLANTED.length} planted imports were caught`);
