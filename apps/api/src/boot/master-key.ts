import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFailure } from './start-failure.js';

const FILE = 'master-key';

/** The key that may do everything. */
export interface MasterKey {
  readonly text: string;
  /** Made at this start: shown to the operator once. */
  readonly isNew: boolean;
}

/**
 * The master key: the configured one, else the one in the data directory, else a new one that is kept there, readable by
 * the owner only. The gateway is never open to all.
 */
export async function masterKeyOf(configured: string | null, dataDirectory: string): Promise<MasterKey> {
  if (configured !== null) return { text: checked(configured, 'The configured master key'), isNew: false };
  const path = join(dataDirectory, FILE);
  const kept = (await readFile(path, 'utf8').catch(ifMissing))?.trim();
  if (kept) return { text: checked(kept, `The master key in ${path}`), isNew: false };
  const text = `sk-${randomBytes(24).toString('base64url')}`;
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: kept === undefined ? 'wx' : 'w' });
  return { text, isNew: true };
}

function checked(text: string, what: string): string {
  if (text.length < 8) throw new StartFailure(`${what} is shorter than 8 characters.`, 2);
  if (/\s/.test(text)) throw new StartFailure(`${what} holds white space.`, 2);
  return text;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
