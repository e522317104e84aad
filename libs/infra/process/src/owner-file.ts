import { readFile, stat, utimes } from 'node:fs/promises';
import { isRunning, type ProcessIdentity, readIdentity, thisProcess } from './process-identity.js';

/** An owner file is touched this often, for processes on other hosts that see the same folder. */
const TOUCH_EVERY_MS = 5_000;
/** A process on another host is dead when its owner file was not touched for so long. */
const DEAD_AFTER_MS = 30_000;

/** Who owns a file or folder, as its owner file tells. */
export interface Owner {
  readonly identity: ProcessIdentity;
  readonly alive: boolean;
}

/** Content of an owner file of this process. */
export function ownerText(): string {
  return JSON.stringify(thisProcess());
}

/** Reads an owner file; null when there is none, or it is no owner file. */
export async function readOwner(path: string): Promise<Owner | null> {
  const identity = readIdentity(await readFile(path, 'utf8').catch(() => ''));
  if (!identity) return null;
  const running = isRunning(identity);
  if (running !== null) return { identity, alive: running };
  const touched = await stat(path).catch(() => null);
  return { identity, alive: touched !== null && Date.now() - touched.mtimeMs < DEAD_AFTER_MS };
}

/**
 * Touches the owner file until the returned function is called; holds no event loop open.
 * A failing touch costs only promptness: on the same host the process itself is asked.
 */
export function keepTouching(path: string): () => void {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, TOUCH_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
