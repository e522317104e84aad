import { unreachable } from '@tollgate/core';
import { type RowAuth } from './rows/row.js';

/** Snowflake's programmatic access tokens are written `pat/<token>`, to tell them from key-pair JWTs. */
const ACCESS_TOKEN_MARK = 'pat/';

/** The headers that show a key: a flat list of names and values, names in lower case. */
export function authHeaders(auth: RowAuth, key: string): string[] {
  if (typeof auth === 'object') {
    return [auth.header, auth.scheme === undefined ? key : `${auth.scheme} ${key}`];
  }
  switch (auth) {
    case 'bearer':
    case 'optional':
      return ['authorization', `Bearer ${key}`];
    case 'snowflake-token':
      return snowflakeHeaders(key);
    default:
      return unreachable(auth);
  }
}

/** Source: Snowflake Cortex REST API, "Authenticating". */
function snowflakeHeaders(key: string): string[] {
  const isAccessToken = key.startsWith(ACCESS_TOKEN_MARK);
  const token = isAccessToken ? key.slice(ACCESS_TOKEN_MARK.length) : key;
  const kind = isAccessToken ? 'PROGRAMMATIC_ACCESS_TOKEN' : 'KEYPAIR_JWT';
  return ['authorization', `Bearer ${token}`, 'x-snowflake-authorization-token-type', kind];
}
