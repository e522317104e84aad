import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the product's parts are, seen from the built `apps/api/dist/boot`. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** The configuration that is used when none is named. */
export const QUICKSTART_CONFIG = join(ROOT, 'examples', 'quickstart.yaml');
export const DASHBOARD_DIRECTORY = join(ROOT, 'apps', 'admin', 'dist');
export const WORKER_SCRIPT = join(ROOT, 'apps', 'worker', 'dist', 'main.js');

/** Version of the product, from its package.json. */
export const VERSION = versionIn(join(ROOT, 'package.json'));

function versionIn(path: string): string {
  const text: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof text === 'object' && text !== null && 'version' in text && typeof text.version === 'string')
    return text.version;
  throw new Error(`${path} names no version`);
}
