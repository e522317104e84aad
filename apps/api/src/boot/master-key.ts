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
  if (configured !== null) return { text: configured, isNew: false };
  const path = join(dataDirectory, FILE);
  const kept = (await readFile(path, 'utf8').catch(ifMissing))?.trim();
  if (kept) return { text: checked(kept, path), isNew: false };
  const text = `sk-${randomBytes(24).toString('base64url')}`;
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: kept === undefined ? 'wx' : 'w' });
  return { text, isNew: true };
}

function checked(text: string, path: string): string {
  if (/^[\x21-\x7e]{1,512}$/.test(text)) return text;
  throw new StartFailure(
    `${path} holds no key that could be sent in a header. Remove it to have a new one made.`,
  );
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
