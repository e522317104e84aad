#!/usr/bin/env node
/** `npm run schema`: writes docs/schema.sql from the migrations, on a Postgres of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nxQuiet, root } from './test/workspace.mjs';

if (!nxQuiet(['run', '@tollgate/database:build'])) process.exit(1);
const { migratedSchemaText } = await import('../libs/infra/database/dist/testing/index.js');
writeFileSync(join(root, 'docs', 'schema.sql'), await migratedSchemaText());
console.log('Wrote docs/schema.sql');
