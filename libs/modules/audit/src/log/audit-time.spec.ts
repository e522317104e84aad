import { describe, expect, it } from '@jest/globals';
import { namedTimeOf } from './audit-time.js';

describe('namedTimeOf', () => {
  it.each([
    ['2026-07-01', '2026-07-01T00:00:00.000Z', '2026-07-02T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000Z', '2026-07-01T10:00:00.001Z'],
    ['2026-07-01 10:00:00', '2026-07-01T10:00:00.000Z', '2026-07-01T10:00:00.001Z'],
    ['2026-07-01T10:00:00.250+02:00', '2026-07-01T08:00:00.250Z', '2026-07-01T08:00:00.251Z'],
    ['2026-07-01T10:00', '2026-07-01T10:00:00.000Z', '2026-07-01T10:00:00.001Z'],
  ])('reads %s as the time from %s to before %s', (text, from, before) => {
    expect(namedTimeOf(text)).toEqual({ from: new Date(from), before: new Date(before) });
  });

  it.each(['', 'yesterday', '2026-02-31', '2026-13-01', '2026-07-01T25:00:00Z', '1751364000', '01.07.2026'])(
    'takes %j for no time',
    (text) => {
      expect(namedTimeOf(text)).toBeNull();
    },
  );
});
