import { isNativeError } from 'node:util/types';

/** SQLSTATE classes and codes of a server that is gone, starting, stopping or full; Node's codes of a socket that is. */
const AWAY = /^(?:08...|57P0[123]|53300|ECONN.*|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const AWAY_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|not connected|DataSource is not set|Driver not Connected|Cannot use a pool after calling end/i;

/** Did this fail because Postgres cannot be reached just now? Then the answer is 503, not 500. */
export function isDatabaseAway(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && AWAY.test(code)) return true;
  if (AWAY_TEXT.test(error.message)) return true;
  const inner: unknown = Reflect.get(error, 'driverError') ?? error.cause;
  return inner !== undefined && inner !== error && isDatabaseAway(inner);
}
