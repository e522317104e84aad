import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

const NX = join(root, 'node_modules', '.bin', 'nx');

/**
 * Projects of the workspace with their targets, read from their package.json files.
 * @returns {{ name: string, folder: string, targets: string[] }[]}
 */
export function projects() {
  const parents = ['apps', 'libs', 'libs/infra', 'libs/modules'];
  return parents
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const { name, nx } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return { name, folder, targets: Object.keys(nx?.targets ?? {}) };
    });
}

/** Runs Nx in the checkout, its output passed through. @returns {Promise<boolean>} did it succeed? */
export async function nx(args, env = {}) {
  // A recorded result must not stand in for a run where the point is to see the run.
  const fresh = process.env.CI ? ['--skip-nx-cache'] : [];
  const child = spawn(NX, [...args, ...fresh], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return await new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}

/** Same, quiet unless it fails. */
export function nxQuiet(args) {
  const { status, stdout, stderr } = spawnSync(NX, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(stdout, stderr);
  return status === 0;
}
