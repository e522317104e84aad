import { describe, expect, it } from '@jest/globals';
import { fromJournalLine, type SpendEvent, toJournalLine } from './spend-event.js';
import { NO_USAGE } from './usage.js';

const EVENT: SpendEvent = {
  id: '0b8ee6b2-2b4c-4a44-9d55-0a3b1f6d2c11',
  callId: 'call "quoted" \\ \n',
  responseId: null,
  startedAt: 1_760_000_000_000,
  endedAt: 1_760_000_000_123,
  firstTokenMs: null,
  status: 'failure',
  httpStatus: 429,
  errorClass: 'RateLimitError',
  errorMessage: 'zu viel für 北🌍',
  callType: 'acompletion',
  stream: true,
  askedModel: 'team/quick',
  modelGroup: 'team/quick',
  sentModel: 'gpt-4o-mini',
  provider: 'openai',
  deploymentId: 'd-1',
  keyHash: 'a'.repeat(64),
  keyAlias: null,
  userId: 'u',
  teamId: 't',
  organizationId: null,
  endUserId: null,
  tags: ['a', 'b"c'],
  metadata: { nested: { list: [1, null, '\u0001'] } },
  requesterIp: '127.0.0.1',
  usage: { ...NO_USAGE, inputTokens: 12, outputTokens: 3 },
  usageEstimated: false,
  cost: 123_456_789_012_345_678_901n,
  priceSource: 'config',
  attemptedRetries: 2,
  attemptedFallbacks: 0,
};

describe('a line of the journal', () => {
  it('is one line of JSON that holds every member, money as text', () => {
    const line = toJournalLine(EVENT);
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({ ...EVENT, cost: '123456789012345678901' });
  });

  it.each<[string, SpendEvent]>([
    ['a call that failed', EVENT],
    ['a call without a price', { ...EVENT, cost: null, usage: null, priceSource: null }],
    ['a call that cost nothing', { ...EVENT, cost: 0n }],
  ])('gives back %s as it was', (_, event) => {
    expect(fromJournalLine(toJournalLine(event))).toEqual(event);
  });

  it.each(['', '{', '{"id":7}', 'null', '[]', '{"id":"a","cost":"x"}'])(
    'that is torn or foreign is no event: %s',
    (line) => {
      expect(fromJournalLine(line)).toBeNull();
    },
  );
});
