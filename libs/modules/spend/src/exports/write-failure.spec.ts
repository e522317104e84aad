import { describe, expect, it } from '@jest/globals';
import { writeFailure } from './write-failure.js';

const failed = (code: string, message = 'host db.internal, /secret/path') =>
  Object.assign(new Error(message), { code });

describe('an export that could not be written', () => {
  it.each([
    ['ENOSPC', /disk of the worker/],
    ['EACCES', /temporary folder/],
    ['57014', /shorter period or fewer groups/],
    ['53100', /Postgres has no room/],
    ['53200', /Postgres has no room/],
    ['ECONNREFUSED', /database could not be reached/],
    ['57P01', /database could not be reached/],
    ['XX000', /fault of the gateway/],
  ])('of %s says why, and never what the error itself says', (code, reason) => {
    expect(writeFailure(failed(code))).toMatch(reason);
    expect(writeFailure(failed(code))).not.toMatch(/internal|secret/);
  });

  it('for no known reason points to the log', () => {
    expect(writeFailure('odd')).toMatch(/log of the worker/);
  });
});
