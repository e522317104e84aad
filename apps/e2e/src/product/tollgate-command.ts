import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'api', 'bin', 'tollgate.mjs');

/** Runs a `tollgate` command to its end, in a folder. @returns what it printed. @throws when it exits with a fault. */
export async function runTollgate(
  args: readonly string[],
  where: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args], {
    cwd: where.cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...where.env },
    timeout: 60_000,
  });
  return stdout;
}
