import { isNativeError } from 'node:util/types';
import { DirectoryInUseError, errorCode } from '@tollgate/process';

/** Why the embedded Postgres cannot serve: one line for an operator, saying what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** The operator's line for an error of the file system or of one of the Postgres programs. */
export function explain(error: unknown, directory: string): Error {
  if (error instanceof EmbeddedPostgresError || error instanceof DirectoryInUseError) return error;
  const message = isNativeError(error) ? error.message : String(error);
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|Disk quota exceeded/.test(message)) {
    return new EmbeddedPostgresError(`The disk that holds the data directory ${directory} is full.`, {
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError(
      `The data directory ${directory} cannot be written (${code}). Choose another with --data-dir.`,
      { cause: error },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedPostgresError(`The data directory ${directory} is not a directory.`, { cause: error });
  }
  return new EmbeddedPostgresError(`The embedded Postgres does not start: ${message}`, { cause: error });
}
