import { beforeEach, describe, expect, it } from '@jest/globals';
import { NO_USAGE, type SpendEvent } from '@tollgate/core';
import { GatewayMeter } from './gateway-meter.js';

const call = (changes: Partial<SpendEvent> = {}): SpendEvent => ({
  id: '0198f7a0-0000-7000-8000-000000000001',
  callId: 'call-1',
  responseId: null,
  startedAt: 0,
  endedAt: 800,
  firstTokenMs: 30,
  status: 'success',
  httpStatus: 200,
  errorClass: null,
  errorMessage: null,
  callType: 'acompletion',
  stream: false,
  askedModel: 'fast',
  modelGroup: 'fast',
  sentModel: 'gpt-4o-mini',
  provider: 'openai',
  deploymentId: null,
  keyHash: '0'.repeat(64),
  keyAlias: null,
  userId: null,
  teamId: null,
  organizationId: null,
  endUserId: null,
  tags: [],
  metadata: {},
  requesterIp: null,
  usage: { ...NO_USAGE, inputTokens: 100, outputTokens: 20, cacheReadTokens: 60 },
  usageEstimated: false,
  cost: 250_000_000_000n,
  priceSource: 'config',
  priceVersion: null,
  attemptedRetries: 1,
  attemptedFallbacks: 0,
  ...changes,
});

let meter: GatewayMeter;
beforeEach(() => {
  meter = new GatewayMeter();
});

/** The samples of one metric as Prometheus reads them. */
async function samples(name: string): Promise<string[]> {
  const lines = (await meter.text()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

describe('GatewayMeter', () => {
  it('counts calls by model group, provider and status', async () => {
    meter.requestFinished(call(), 700);
    meter.requestFinished(call(), 700);
    meter.requestFinished(call({ httpStatus: 429, provider: null, modelGroup: null }), null);
    expect(await samples('tollgate_requests_total')).toEqual([
      'tollgate_requests_total{model="fast",provider="openai",status="200"} 2',
      'tollgate_requests_total{model="none",provider="none",status="429"} 1',
    ]);
  });

  it('tells the same when scraped twice', async () => {
    meter.requestFinished(call(), 700);
    expect(await samples('tollgate_requests_total')).toEqual(await samples('tollgate_requests_total'));
    expect(await samples('tollgate_retries_total')).toEqual([
      'tollgate_retries_total{model="fast",provider="openai"} 1',
    ]);
  });

  it('adds money exactly, and counts calls without a price', async () => {
    for (let count = 0; count < 10; count++) meter.requestFinished(call({ cost: 100_000_000_000n }), null);
    meter.requestFinished(call({ cost: null }), null);
    expect(await samples('tollgate_spend_usd_total')).toEqual([
      'tollgate_spend_usd_total{model="fast",provider="openai"} 1',
    ]);
    expect(await samples('tollgate_unpriced_requests_total')).toEqual([
      'tollgate_unpriced_requests_total{model="fast",provider="openai"} 1',
    ]);
  });

  it('counts tokens by kind', async () => {
    meter.requestFinished(call(), null);
    expect(await samples('tollgate_tokens_total')).toEqual([
      'tollgate_tokens_total{model="fast",provider="openai",kind="input"} 100',
      'tollgate_tokens_total{model="fast",provider="openai",kind="output"} 20',
      'tollgate_tokens_total{model="fast",provider="openai",kind="cache_read"} 60',
      'tollgate_tokens_total{model="fast",provider="openai",kind="cache_write"} 0',
      'tollgate_tokens_total{model="fast",provider="openai",kind="reasoning"} 0',
    ]);
  });

  it('puts durations into cumulative buckets, a bound belonging to its bucket', async () => {
    meter.requestFinished(call({ endedAt: 500 }), 3);
    meter.requestFinished(call({ endedAt: 501 }), null);
    meter.requestFinished(call({ endedAt: 700_000 }), null);
    const buckets = await samples('tollgate_request_duration_seconds_bucket');
    const at = (bound: string) =>
      buckets
        .find((line) => line.includes(`le="${bound}"`))
        ?.split(' ')
        .at(-1);
    expect([at('0.25'), at('0.5'), at('1'), at('600'), at('+Inf')]).toEqual(['0', '1', '2', '2', '3']);
    expect(await samples('tollgate_request_duration_seconds_count')).toEqual([
      'tollgate_request_duration_seconds_count{model="fast",provider="openai"} 3',
    ]);
    expect(await samples('tollgate_request_duration_seconds_sum')).toEqual([
      'tollgate_request_duration_seconds_sum{model="fast",provider="openai"} 701.001',
    ]);
    expect(await samples('tollgate_upstream_duration_seconds_count')).toEqual([
      'tollgate_upstream_duration_seconds_count{model="fast",provider="openai"} 1',
    ]);
  });

  it('does not grow without bound with the number of models', async () => {
    for (let index = 0; index < 1_000; index++)
      meter.requestFinished(call({ modelGroup: `model-${index}` }), null);
    const counted = await samples('tollgate_requests_total');
    expect(counted).toHaveLength(301);
    expect(counted.at(-1)).toBe('tollgate_requests_total{model="other",provider="other",status="200"} 700');
  });

  it('counts what is refused before authentication', async () => {
    meter.requestStarted();
    meter.requestRefused(401);
    expect(await samples('tollgate_refused_requests_total')).toEqual([
      'tollgate_refused_requests_total{status="401"} 1',
    ]);
    expect(await samples('tollgate_http_requests_total')).toEqual(['tollgate_http_requests_total 1']);
  });

  it('reads in-flight requests and the journal when it is scraped', async () => {
    expect(await samples('tollgate_requests_in_flight')).toEqual([]);
    let inFlight = 3;
    meter.watch({ inFlight: () => inFlight });
    meter.watch({ journal: () => ({ segments: 2, bytes: 4096, ageMs: 1500 }) });
    expect(await samples('tollgate_requests_in_flight')).toEqual(['tollgate_requests_in_flight 3']);
    inFlight = 0;
    expect(await samples('tollgate_requests_in_flight')).toEqual(['tollgate_requests_in_flight 0']);
    expect(await samples('tollgate_journal_age_seconds')).toEqual(['tollgate_journal_age_seconds 1.5']);
  });

  it('tells of the process and its event loop', async () => {
    const text = await meter.text();
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_user_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(text).toContain(`\n${name} `);
  });

  it('escapes what a configured name may contain', async () => {
    meter.requestFinished(call({ modelGroup: 'a"b\\c\nd' }), null);
    expect(await samples('tollgate_requests_total')).toEqual([
      String.raw`tollgate_requests_total{model="a\"b\\c\nd",provider="openai",status="200"} 1`,
    ]);
  });
});
