import { describe, expect, it } from '@jest/globals';
import { parseDays, parsePeriod } from './export-period.js';

describe('a period', () => {
  it.each([
    ['2026', '2026-01-01', '2027-01-01'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
    ['2026-10', '2026-10-01', '2026-11-01'],
    ['2026-12', '2026-12-01', '2027-01-01'],
    ['2028-02', '2028-02-01', '2028-03-01'],
    ['2026-10-31', '2026-10-31', '2026-11-01'],
  ])('%s begins on %s and ends before %s', (text, first, end) => {
    expect(parsePeriod(text)).toEqual({ label: text, first, end });
  });

  it.each(['', '26', '2026-13', '2026-Q5', '2026-02-30', '1999', 'October', '2026-10-1'])(
    'is not %j',
    (text) => {
      expect(parsePeriod(text)).toBeNull();
    },
  );

  it('from one day to another holds both, and no more than ten years', () => {
    expect(parseDays('2026-10-01', '2026-10-15')).toEqual({
      label: '2026-10-01_2026-10-15',
      first: '2026-10-01',
      end: '2026-10-16',
    });
    expect(parseDays('2026-10-02', '2026-10-01')).toBeNull();
    expect(parseDays('2010-10-02', '2026-10-01')).toBeNull();
  });
});
