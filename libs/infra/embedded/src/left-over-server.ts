import { execFileSync } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '@tollgate/process';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** Name of the file in which a running server tells its process id and its state. */
export const PID_FILE = 'postmaster.pid';

/**
 * Makes way for a new server on this cluster. A server whose Tollgate was killed is stopped; a pid file whose process
 * id meanwhile belongs to another program, which Postgres would take for a running server, is removed.
 */
export async function stopLeftOverServer(data: string, onProgress: (line: string) => void): Promise<void> {
  const text = await readFile(join(data, PID_FILE), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  if (!(await isServerOf(pid, data))) {
    await rm(join(data, PID_FILE), { force: true });
    return;
  }
  onProgress(`Stopping the Postgres that an earlier Tollgate left running (process ${pid})`);
  await stopServer(pid);
}

/** Stops a server: first with its clients cut off (fast shutdown), then, when that takes too long, at once. */
export async function stopServer(pid: number): Promise<void> {
  for (const { signal, waitMs } of [
    { signal: 'SIGINT', waitMs: 30_000 },
    { signal: 'SIGQUIT', waitMs: 10_000 },
  ] as const) {
    if (!sendSignal(pid, signal)) return;
    for (const end = Date.now() + waitMs; Date.now() < end; await setTimeout(10)) {
      if (!isAlive(pid)) return;
    }
  }
  throw new EmbeddedPostgresError(`Postgres (process ${pid}) does not stop.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Does the process run? */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Is it a server of this cluster? Each stays in its data directory, and has that on its command line. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}
