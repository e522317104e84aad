import { describe, expect, it } from '@jest/globals';
import { readApiError } from './api-error.js';

describe('the error shapes of the management API', () => {
  it.each([
    [
      'A: error with a field',
      { error: { message: 'Alias is taken', type: 'bad_request_error', param: 'key_alias', code: '400' } },
      'Alias is taken',
      'key_alias',
    ],
    [
      'A: the text None is no field, and a wrapped message is unwrapped',
      { error: { message: "{'error': 'Key not found'}", type: 'auth_error', param: 'None', code: '404' } },
      'Key not found',
      null,
    ],
    ['B: plain detail', { detail: 'No such team' }, 'No such team', null],
    ['B: detail with error', { detail: { error: 'No such budget' } }, 'No such budget', null],
    [
      'C: validation',
      { detail: [{ loc: ['body', 'metadata', 'tags'], msg: 'Too many', type: 'too_long' }] },
      'Too many',
      'metadata.tags',
    ],
    ['Nest: list of messages', { message: ['size is too big'], statusCode: 400 }, 'size is too big', null],
    ['no JSON at all', null, 'The gateway answered with status 400.', null],
    ['an empty object', {}, 'The gateway answered with status 400.', null],
  ])('%s', (_, body, message, field) => {
    const error = readApiError(400, body);
    expect(error).toMatchObject({ message, field, status: 400 });
  });
});
