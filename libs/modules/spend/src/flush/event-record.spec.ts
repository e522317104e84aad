import { describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { spendEvent } from '../testing/spend-events.js';
import { METADATA_BYTES_MAX } from './clean-metadata.js';
import { type EventRecord, toEventRecord } from './event-record.js';

function recordOf(fields: Partial<SpendEvent>): EventRecord {
  const result = toEventRecord(spendEvent(fields));
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}

/** Fields as a journal of another version, or a broken one, could hold them. */
function foreign(fields: Record<string, unknown>): SpendEvent {
  return Object.assign(spendEvent(), fields);
}

describe('the row of an event', () => {
  it('replaces NUL and lone surrogates, which Postgres refuses, wherever they are', () => {
    const record = recordOf({
      errorMessage: 'a\0b',
      tags: ['x\ud800y', '\udc00'],
      metadata: { 'k\0': { nested: ['\0', '\ud83d\ude00'] } },
    });
    expect(record.error_message).toBe('a\uFFFDb');
    expect(record.tags).toEqual(['x\uFFFDy', '\uFFFD']);
    expect(record.metadata).toEqual({ 'k\uFFFD': { nested: ['\uFFFD', '😀'] } });
  });

  it('leaves the six visible characters \\u0000 as they are', () => {
    expect(recordOf({ errorMessage: String.raw`a\u0000b` }).error_message).toBe(String.raw`a\u0000b`);
  });

  it('bounds texts without cutting a character in two', () => {
    const record = recordOf({ askedModel: `${'m'.repeat(255)}😀`, errorMessage: 'e'.repeat(5_000_000) });
    expect(record.asked_model).toBe(`${'m'.repeat(255)}\uFFFD`);
    expect(record.error_message).toHaveLength(2_000);
  });

  it('keeps a hundred of ten thousand tags', () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => `tag-${index}`);
    expect(recordOf({ tags }).tags).toEqual(tags.slice(0, 100));
  });

  it('leaves a huge member of the metadata out by name, and keeps the others', () => {
    const record = recordOf({ metadata: { prompt: 'x'.repeat(5_000_000), session_id: 's-1' } });
    expect(record.metadata).toEqual({ session_id: 's-1', _left_out: ['prompt'] });
    const many = recordOf({ metadata: { a: 'x'.repeat(40_000), b: 'y'.repeat(40_000) } });
    expect(Buffer.byteLength(JSON.stringify(many.metadata))).toBeLessThan(METADATA_BYTES_MAX + 100);
  });

  it('cuts metadata nested beyond sixteen levels', () => {
    let nested: Record<string, unknown> = {};
    for (let depth = 0; depth < 10_000; depth += 1) nested = { nested };
    expect(JSON.stringify(recordOf({ metadata: nested }).metadata).split('nested')).toHaveLength(18);
  });

  it('keeps money and an unknown price exactly as they are', () => {
    expect(recordOf({ cost: 123_456_789_012_345_678_901n }).cost).toBe('123456789012345678901');
    expect(recordOf({ cost: null }).cost).toBeNull();
  });

  it('has no token counts when the call used nothing', () => {
    const record = recordOf({ usage: null });
    expect([record.input_tokens, record.output_tokens, record.search_requests]).toEqual([null, null, null]);
  });

  it.each([
    ['id', 'nonsense', 'id is no UUID'],
    ['startedAt', Number.NaN, 'startedAt is no time between the years 2000 and 2200'],
    ['startedAt', 1_764_000_000, 'startedAt is no time between the years 2000 and 2200'],
    ['keyHash', null, 'keyHash is no key hash'],
    ['status', 'ok', 'status is unknown'],
    ['cost', 12, 'cost is no integer'],
    ['cost', -1n, 'cost is out of range'],
  ])('refuses an event whose %s is %p: identity and money are never bent', (field, value, reason) => {
    expect(toEventRecord(foreign({ [field]: value }))).toEqual({ ok: false, reason });
  });

  it('takes numbers that are none as 0 and texts that are none as absent', () => {
    const result = toEventRecord(
      foreign({
        usage: { inputTokens: 'many', outputTokens: -5 },
        httpStatus: null,
        userId: 7,
        tags: 'none',
      }),
    );
    expect(result).toMatchObject({
      ok: true,
      record: { input_tokens: 0, output_tokens: 0, http_status: 0, user_id: null, tags: [] },
    });
  });
});
