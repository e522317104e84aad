import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_USAGE, type SpendEvent, toJournalLine } from '@tollgate/core';
import { LineBatch } from '@tollgate/journal';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, spendEvent, spendThreeWays } from '../testing/spend-events.js';
import { toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';
import { linePrefix } from './journal-batch.js';
import { storeLines } from './line-store.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  await database.dataSource.query(
    'TRUNCATE spend_event, spend_total, spend_pending_hour, virtual_key, rotated_key',
  );
});

const lineOf = (event: SpendEvent, origin = 'here') => linePrefix(origin) + toJournalLine(event).slice(1);
const storeQuickly = (events: readonly SpendEvent[]) =>
  storeLines(database.dataSource, LineBatch.of(events.map((event) => lineOf(event))), 'here');
const rows = () => database.dataSource.query<object[]>('SELECT * FROM spend_event ORDER BY started_at, id');

const ALL_KINDS = [
  spendEvent(),
  spendEvent({
    status: 'failure',
    httpStatus: 429,
    errorClass: 'RateLimitError',
    errorMessage: 'm'.repeat(3_000),
    usage: null,
    cost: null,
    priceSource: null,
    firstTokenMs: null,
    askedModel: 'x'.repeat(300),
  }),
  spendEvent({
    status: 'cancelled',
    httpStatus: 499,
    stream: true,
    startedAt: Date.UTC(2026, 11, 31, 23, 59, 59, 999),
    endedAt: Date.UTC(2026, 11, 31, 23, 59, 59, 998),
    firstTokenMs: 12.9,
    userId: 'u-1',
    teamId: 't-1',
    tags: ['a', 'ü "quoted"', '{'],
    metadata: { session_id: 's', nested: { list: [1, null, 'é'] } },
    usage: { ...NO_USAGE, inputTokens: 5, cacheReadTokens: 3, outputTokens: 2, reasoningTokens: 1 },
    usageEstimated: true,
    cost: 123_456_789_012_345_678_901n,
    attemptedRetries: 2,
  }),
  spendEvent({
    priceSource: 'price_book',
    priceVersion: '0b7a8c5e-1111-4222-8333-944455556666',
    usage: { ...NO_USAGE, searchUnits: 2, outputImages: 3, inputCharacters: 41, inputAudioSeconds: 36.7149 },
  }),
];

describe('storing journal lines as they are', () => {
  it('makes the very rows that the careful way makes', async () => {
    await storeEvents(
      database.dataSource,
      ALL_KINDS.map((event) => {
        const result = toEventRecord(event);
        if (!result.ok) throw new Error(result.reason);
        return result.record;
      }),
    );
    const careful = await rows();
    await database.dataSource.query('TRUNCATE spend_event, spend_total, spend_pending_hour');
    expect((await storeQuickly(ALL_KINDS))?.inserted).toBe(ALL_KINDS.length);
    expect(await rows()).toEqual(careful);
  });

  it('counts an event once, however often it is stored', async () => {
    const events = [spendEvent({ cost: 5n }), spendEvent({ cost: 7n }), spendEvent({ cost: null })];
    expect((await storeQuickly(events))?.inserted).toBe(3);
    expect((await storeQuickly([...events, ...events, spendEvent({ cost: 1n })]))?.inserted).toBe(1);
    const { events: sums, totals } = await spendThreeWays(database.dataSource);
    expect(sums).toEqual({ [hashOf('sk-one')]: '13' });
    expect(totals).toEqual(sums);
  });

  it('tells the costs of one process apart, also of rows that were stored before', async () => {
    const mine = spendEvent({ cost: 5n });
    const theirs = spendEvent({ cost: 90n });
    const lines = [lineOf(mine), lineOf(theirs, 'elsewhere'), lineOf(spendEvent({ cost: null }))];
    await storeLines(database.dataSource, LineBatch.of(lines), 'here');
    const again = await storeLines(database.dataSource, LineBatch.of(lines), 'here');
    expect(again).toMatchObject({ inserted: 0, ownCosts: new Map([[hashOf('sk-one'), 5n]]) });
  });

  it.each<[string, Partial<Record<keyof SpendEvent, unknown>>]>([
    ['an unknown status', { status: 'lost' }],
    ['a negative cost', { cost: '-1' }],
    ['a cost that is no integer', { cost: '0.5' }],
    ['a time of a broken clock', { startedAt: 5 }],
    ['no key', { keyHash: null }],
    ['too many tags', { tags: Array.from({ length: 101 }, String) }],
    ['metadata that is a list', { metadata: [] }],
    ['too much metadata', { metadata: { a: 'x'.repeat(70_000) } }],
    ['usage that is a text', { usage: 'much' }],
  ])('stores nothing of a batch that holds %s', async (_, fields) => {
    const event = spendEvent();
    const odd = JSON.stringify({ ...event, cost: event.cost?.toString(), ...fields });
    const lines = LineBatch.of([lineOf(spendEvent()), linePrefix('here') + odd.slice(1)]);
    expect(await storeLines(database.dataSource, lines, 'here')).toBeNull();
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['a NUL character', lineOf(spendEvent({ askedModel: 'a\0b' }))],
    ['half a surrogate pair', lineOf(spendEvent({ askedModel: 'a' })).replace('"a"', '"\\ud800"')],
    ['torn text', '{"id":'],
  ])('throws what blames the rows for %s, and stores nothing', async (_, line) => {
    const batch = LineBatch.of([lineOf(spendEvent()), line]);
    await expect(storeLines(database.dataSource, batch, 'here')).rejects.toThrow();
    expect(await rows()).toEqual([]);
  });
});
