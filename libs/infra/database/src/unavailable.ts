import { isNativeError } from 'node:util/types';

/**
 * SQLSTATEs of a server that cannot serve just now: connection lost (08), short of resources (53), shutting down or
 * starting (57P01–57P03), statement or lock wait given up (57014, 55P03), not the primary (25006). PostgreSQL manual,
 * appendix A. Constraint violations, bad data and missing tables are not among them.
 */
const SQLSTATE = /^(?:08...|53...|57P0[123]|57014|55P03|25006)$/;

/** Codes that Node gives to a connection that does not come about or breaks. */
const SOCKET =
  /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;

/** Errors of pg, its pool and TypeORM that carry no code. */
const TEXT =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable|Query read timeout|after calling end on the pool|DataSource is not (?:set|connected|initialized)|not connected|before connection is established|Driver not Connected/i;

/**
 * Did this fail because Postgres cannot be reached or cannot serve just now? Then the same may work later: 503, keep
 * what was to be written, try again. Everything else is an answer.
 */
export function isUnavailable(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    if (SQLSTATE.test(error.code) || SOCKET.test(error.code)) return true;
    // A five-character SQLSTATE is the server's own answer: the text adds nothing.
    if (/^[0-9A-Z]{5}$/.test(error.code)) return false;
  }
  if (TEXT.test(error.message)) return true;
  if ('driverError' in error && error.driverError !== error && isUnavailable(error.driverError)) return true;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.some(isUnavailable)) return true;
  return error.cause !== error && isUnavailable(error.cause);
}
