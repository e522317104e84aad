import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PRODUCT = ['@tollgate/api', '@tollgate/worker', '@tollgate/admin'];

/** A build that takes no longer is not worth a word: everything came from the cache. */
const SILENT_MS = 2_500;

/**
 * Builds the product and what it needs, through Nx's cache. Quiet, but for a line when it takes a while.
 * @param {string} root the checkout
 * @returns {Promise<boolean>} false when the build failed; its output was printed.
 */
export async function ensureBuilt(root) {
  const started = Date.now();
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    console.error('Building Tollgate …');
  }, SILENT_MS);
  const { code, output } = await runNx(root, ['run-many', '-t', 'build', '-p', PRODUCT.join(',')]);
  clearTimeout(timer);
  if (code !== 0) {
    console.error(output);
    console.error('The build failed; see above.');
    return false;
  }
  if (told) console.error(`Built in ${Math.round((Date.now() - started) / 1000)} s`);
  return true;
}

/** @returns {Promise<{ code: number | null, output: string }>} */
async function runNx(root, args) {
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const child = spawn(process.execPath, [nx, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
