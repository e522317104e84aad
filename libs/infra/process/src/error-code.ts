import { isNativeError } from 'node:util/types';

/** The system's name of an error (`ENOENT`, `EADDRINUSE` …); null when it has none. */
export function errorCode(error: unknown): string | null {
  if (!isNativeError(error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
