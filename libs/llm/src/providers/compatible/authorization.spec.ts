import { describe, expect, it } from '@jest/globals';
import { authHeaders } from './authorization.js';

describe('a key of a compatible provider', () => {
  it.each([
    ['bearer', ['authorization', 'Bearer k']],
    ['optional', ['authorization', 'Bearer k']],
    [{ header: 'x-portkey-api-key' }, ['x-portkey-api-key', 'k']],
    [{ header: 'cf-aig-authorization', scheme: 'Bearer' }, ['cf-aig-authorization', 'Bearer k']],
  ] as const)('is shown as %j', (auth, headers) => {
    expect(authHeaders(auth, 'k')).toEqual(headers);
  });

  it('of Snowflake says which kind of token it is', () => {
    const kind = 'x-snowflake-authorization-token-type';
    expect(authHeaders('snowflake-token', 'eyJ')).toEqual([
      'authorization',
      'Bearer eyJ',
      kind,
      'KEYPAIR_JWT',
    ]);
    expect(authHeaders('snowflake-token', 'pat/abc')).toEqual([
      'authorization',
      'Bearer abc',
      kind,
      'PROGRAMMATIC_ACCESS_TOKEN',
    ]);
  });
});
