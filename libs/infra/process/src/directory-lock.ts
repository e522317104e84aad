import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { keepTouching, ownerText, readOwner } from './owner-file.js';
import { thisProcess } from './process-identity.js';

/** Name of the lock file in a locked folder. */
export const LOCK_FILE = 'tollgate.lock';

/** Clearing a dead lock takes a few milliseconds; after this time whoever began it died. */
const TAKEOVER_MS = 10_000;

export interface DirectoryLock {
  /** Gives the folder free. Safe to call twice, also from an `exit` listener. */
  release(): void;
}

/** Another process that runs holds the folder. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError';
  constructor(
    readonly directory: string,
    readonly pid: number,
    readonly host: string,
  ) {
    const where = host === thisProcess().host ? '' : ` on ${host}`;
    super(
      `The data directory ${directory} is in use by another Tollgate (process ${pid}${where}). ` +
        'Stop that one, or choose another directory with --data-dir.',
    );
  }
}

/**
 * Takes the folder (made when missing, mode 0700) for this process. A lock that a dead process left is taken over.
 * Locks of different `file` names are independent.
 * Rejects with DirectoryInUseError when a running process holds it, and with the file system's error otherwise.
 */
export async function lockDirectory(directory: string, file = LOCK_FILE): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, file);
  const mine = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(mine, ownerText(), { mode: 0o600 });
  try {
    // `link` is atomic and brings the content with it: a lock file is never seen empty.
    while (!(await linked(mine, path))) await clearDeadLock(directory, path);
  } finally {
    await rm(mine, { force: true });
  }
  return heldLock(path);
}

function heldLock(path: string): DirectoryLock {
  const stopTouching = keepTouching(path);
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    stopTouching();
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.once('exit', release);
  return { release };
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead process, one starter at a time: read and removed in one go, so that nobody removes the
 * lock of the one who came first.
 */
async function clearDeadLock(directory: string, path: string): Promise<void> {
  const takeover = `${path}.takeover`;
  if (!(await enter(takeover))) return;
  try {
    const owner = await readOwner(path);
    if (owner?.alive) throw new DirectoryInUseError(directory, owner.identity.pid, owner.identity.host);
    await rm(path, { force: true });
  } finally {
    await rm(takeover, { recursive: true, force: true });
  }
}

/** Makes the folder that stands for the right to clear a lock; false, after a pause, when another starter has it. */
async function enter(takeover: string): Promise<boolean> {
  try {
    await mkdir(takeover);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const age = Date.now() - ((await stat(takeover).catch(() => null))?.mtimeMs ?? Date.now());
  if (age > TAKEOVER_MS) await rm(takeover, { recursive: true, force: true });
  await setTimeout(10);
  return false;
}
