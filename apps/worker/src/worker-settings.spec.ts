import { describe, expect, it } from '@jest/globals';
import { readWorkerSettings } from './worker-settings.js';

const DATABASE_URL = 'postgresql://user:secret@db/tollgate';

describe('the settings of the worker', () => {
  it('put the queues into Postgres, or into Redis when there is one', () => {
    expect(readWorkerSettings({ DATABASE_URL })).toMatchObject({
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

  it('hold the salt key, or the master key in its place', () => {
    const keys = { TOLLGATE_MASTER_KEY: 'sk-master', TOLLGATE_PREVIOUS_SALT_KEYS: 'older,oldest' };
    expect(readWorkerSettings({ DATABASE_URL, ...keys })).toMatchObject({
      settings: { saltKey: 'sk-master', previousSaltKeys: ['older', 'oldest'] },
    });
    expect(readWorkerSettings({ DATABASE_URL, ...keys, LITELLM_SALT_KEY: 'salt' })).toMatchObject({
      settings: { saltKey: 'salt' },
    });
  });

  it('say where files may be sent, and through which mail server', () => {
    const read = readWorkerSettings({
      ...{ DATABASE_URL, TOLLGATE_DELIVERY_NETWORKS: '10.0.0.0/8' },
      ...{ SMTP_HOST: 'smtp.example.com', SMTP_SENDER_EMAIL: 'llm@example.com' },
    });
    if (!read.ok) throw new Error(read.problems.join());
    const { network, mail } = read.settings.delivery;
    expect(['10.1.2.3', '192.168.1.1', '1.1.1.1'].map(network.mayReach)).toEqual([true, false, true]);
    expect(mail).toMatchObject({ host: 'smtp.example.com', security: 'starttls' });
    expect(readWorkerSettings({ DATABASE_URL, TOLLGATE_DELIVERY_NETWORKS: 'everywhere' })).toMatchObject({
      problems: [expect.stringContaining('TOLLGATE_DELIVERY_NETWORKS')],
    });
    expect(readWorkerSettings({ DATABASE_URL, SMTP_HOST: 'h' })).toMatchObject({
      problems: [expect.stringContaining('SMTP_SENDER_EMAIL')],
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
