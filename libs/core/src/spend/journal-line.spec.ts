import { describe, expect, it } from '@jest/globals';
import { fromJournalLine, toJournalLine } from './journal-line.js';
import { type SpendEvent } from './spend-event.js';
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
  projectId: null,
  endUserId: null,
  tags: ['a', 'b"c'],
  metadata: { nested: { list: [1, null, '\u0001'] } },
  requesterIp: '127.0.0.1',
  usage: { ...NO_USAGE, inputTokens: 12, outputTokens: 3 },
  usageEstimated: false,
  cost: 123_456_789_012_345_678_901n,
  priceSource: 'config',
  priceVersion: '7',
  attemptedRetries: 2,
  attemptedFallbacks: 0,
};

describe('a line of the journal', () => {
  it('is one line of JSON, money as text, without what is null and counts of nothing', () => {
    const line = toJournalLine(EVENT);
    expect(line).not.toContain('\n');
    const {
      responseId,
      firstTokenMs,
      keyAlias,
      organizationId,
      projectId,
      endUserId,
      attemptedFallbacks,
      ...told
    } = EVENT;
    expect([
      responseId,
      firstTokenMs,
      keyAlias,
      organizationId,
      projectId,
      endUserId,
      attemptedFallbacks,
    ]).toEqual([...Array<null>(6).fill(null), 0]);
    expect(JSON.parse(line)).toEqual({
      ...told,
      usage: { inputTokens: 12, outputTokens: 3 },
      cost: '123456789012345678901',
    });
  });

  it.each<[string, SpendEvent]>([
    ['a call that failed', EVENT],
    ['a call without a price', { ...EVENT, cost: null, usage: null, priceSource: null }],
    ['a call that cost nothing', { ...EVENT, cost: 0n }],
    [
      'a call paid by other units',
      { ...EVENT, usage: { ...NO_USAGE, outputImages: 2, inputAudioSeconds: 1.5 } },
    ],
    [
      'names that would break a line',
      { ...EVENT, askedModel: 'a"b\\c\n\u2028\ud800\0', keyAlias: '\t', requesterIp: '' },
    ],
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
