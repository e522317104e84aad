import { isUnavailable } from '@tollgate/database';
import { sqlState } from '../flush/row-fault.js';
import { WriteRefusal } from './write-refusal.js';

/** SQLSTATE of a statement that ran longer than it may. */
const QUERY_CANCELED = '57014';

/**
 * What the one who ordered an export is told when it could not be written, with what he can do about it. Never holds text of
 * the error itself, which may name hosts and paths; that is in the log of the worker under the export's id.
 */
export function writeFailure(error: unknown): string {
  if (error instanceof WriteRefusal) return error.message;
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk of the worker has no room for the file. Make room in its temporary folder, or order a shorter period.';
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
      return 'The worker may not write to its temporary folder (TMPDIR).';
    case QUERY_CANCELED:
      return 'Reading took longer than a statement may take. Order a shorter period or fewer groups.';
    default:
  }
  const state = sqlState(error);
  if (state?.startsWith('53'))
    return 'Postgres has no room or memory left for so large a report; order a shorter period.';
  if (isUnavailable(error))
    return 'The database could not be reached while the export was written; order it again.';
  return 'The export could not be written by a fault of the gateway; the log of the worker tells more under this id.';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
