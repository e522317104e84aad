import { describe, expect, it } from '@jest/globals';
import { addDuration, parseDuration } from './duration.js';

describe('durations', () => {
  const at = (text: string) => new Date(text);

  it.each([
    ['30s', '2026-01-31T00:00:30.000Z'],
    ['12h', '2026-01-31T12:00:00.000Z'],
    ['30d', '2026-03-02T00:00:00.000Z'],
    ['2w', '2026-02-14T00:00:00.000Z'],
    ['1mo', '2026-02-28T00:00:00.000Z'],
    ['2mo', '2026-03-31T00:00:00.000Z'],
  ])('%s after 31 January', (text, expected) => {
    expect(addDuration(at('2026-01-31T00:00:00Z'), parseDuration(text)!).toISOString()).toBe(expected);
  });

  it.each(['', '1fortnight', '-1d', '0d', '1.5h', ' 1d', '1D', '99999999999d'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
