import { describe, expect, it } from '@jest/globals';
import { readWorkerSettings } from './worker-settings.js';

const DATABASE_URL = 'postgresql://user:secret@db/tollgate';

describe('the settings of the worker', () => {
  it('put the queues into Postgres, or into Redis when there is one', () => {
    expect(readWorkerSettings({ DATABASE_URL })).toEqual({
      ok: true,
      settings: {
        databaseUrl: DATABASE_URL,
        backend: { kind: 'postgres', url: DATABASE_URL },
        calendar: { timeZone: 'UTC', weekStartsOn: 1 },
        spendRetention: null,
      },
    });
    expect(readWorkerSettings({ DATABASE_URL, REDIS_URL: 'redis://cache:6379' })).toMatchObject({
      settings: { backend: { kind: 'redis', address: { kind: 'single', url: 'redis://cache:6379' } } },
    });
  });

  it('say whose midnights budgets follow', () => {
    expect(readWorkerSettings({ DATABASE_URL, TOLLGATE_TIMEZONE: 'Asia/Tokyo' })).toMatchObject({
      settings: { calendar: { timeZone: 'Asia/Tokyo' } },
    });
    expect(readWorkerSettings({ DATABASE_URL, TOLLGATE_TIMEZONE: 'Mars/Olympus' })).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('TOLLGATE_TIMEZONE')],
    });
  });

  it('say how long rows of calls are kept', () => {
    expect(readWorkerSettings({ DATABASE_URL, TOLLGATE_SPEND_RETENTION: '12mo' })).toMatchObject({
      settings: { spendRetention: { unit: 'months', months: 12 } },
    });
    expect(readWorkerSettings({ DATABASE_URL, TOLLGATE_SPEND_RETENTION: 'a while' })).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('TOLLGATE_SPEND_RETENTION')],
    });
  });

  it('name the variable that is missing or wrong, never its value', () => {
    expect(readWorkerSettings({})).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('DATABASE_URL')],
    });
    const wrong = readWorkerSettings({ DATABASE_URL: 'mysql://user:secret@db/tollgate' });
    expect(wrong.ok).toBe(false);
    expect(JSON.stringify(wrong)).not.toContain('secret');
  });
});
