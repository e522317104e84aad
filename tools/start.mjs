#!/usr/bin/env node
/**
 * `npm start -- …`: installs and builds what is missing, then is Tollgate itself: same process, same arguments, so that
 * signals and exit codes are its own. What it says meanwhile goes to stderr.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies, requireNode } from './services/dependencies.mjs';

// An older Node cannot even load the rest.
requireNode();
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
ensureDependencies(root);
const { ensureBuilt } = await import('./process/build.mjs');
if (!(await ensureBuilt(root))) process.exit(1);
await import(pathToFileURL(join(root, 'apps', 'api', 'bin', 'tollgate.mjs')).href);
