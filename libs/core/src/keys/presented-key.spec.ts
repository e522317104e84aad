import { describe, expect, it } from '@jest/globals';
import { presentedKey } from './presented-key.js';

const given = (key: string) => ({ state: 'given', key });

describe('presentedKey', () => {
  it.each([
    [{ authorization: 'Bearer sk-a' }, 'sk-a'],
    [{ authorization: 'bearer   sk-a ' }, 'sk-a'],
    [{ authorization: 'Basic sk-a' }, 'sk-a'],
    [{ 'x-litellm-api-key': 'Bearer sk-a' }, 'sk-a'],
    [{ 'x-litellm-api-key': 'sk-a' }, 'sk-a'],
    [{ 'api-key': 'sk-a' }, 'sk-a'],
    [{ 'x-api-key': 'sk-a' }, 'sk-a'],
    [{ 'x-goog-api-key': 'sk-a' }, 'sk-a'],
    [{ 'ocp-apim-subscription-key': 'sk-a' }, 'sk-a'],
    [
      {
        authorization:
          'AWS4-HMAC-SHA256 Credential=Bearer sk-a/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host',
      },
      'sk-a',
    ],
  ])('reads %j', (headers, key) => {
    expect(presentedKey(headers)).toEqual(given(key));
  });

  it('takes the header the operator named before any other', () => {
    const headers = {
      'x-corp-key': 'Bearer sk-own',
      'x-litellm-api-key': 'sk-b',
      authorization: 'Bearer sk-c',
    };
    expect(presentedKey(headers, 'x-corp-key')).toEqual(given('sk-own'));
  });

  it('tolerates the same key in several headers, the bearer first', () => {
    expect(presentedKey({ 'x-api-key': 'sk-b', authorization: 'Bearer sk-a' })).toEqual(given('sk-a'));
  });

  it('looks past an Authorization header that is not for the gateway', () => {
    expect(presentedKey({ authorization: 'Digest x', 'api-key': 'sk-a' })).toEqual(given('sk-a'));
  });

  it('tells a missing key from a malformed one', () => {
    expect(presentedKey({})).toEqual({ state: 'none' });
    expect(presentedKey({ authorization: 'Bearer ' })).toEqual({ state: 'malformed' });
    expect(presentedKey({ authorization: 'sk-a' })).toEqual({ state: 'malformed' });
  });
});
