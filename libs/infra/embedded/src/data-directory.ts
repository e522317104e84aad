import { type DirectoryLock, lockDirectory } from '@tollgate/process';
import { explain } from './embedded-postgres-error.js';

/**
 * Takes the data directory for this process; it is made when missing. Rejects with one line that an operator
 * understands: in use by another Tollgate (with its process id), not writable, disk full.
 */
export async function lockDataDirectory(directory: string, file?: string): Promise<DirectoryLock> {
  try {
    return await lockDirectory(directory, file);
  } catch (error) {
    throw explain(error, directory);
  }
}
