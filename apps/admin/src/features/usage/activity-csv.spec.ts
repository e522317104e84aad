import { describe, expect, it } from '@jest/globals';
import { type ActivityEntry, type DailyActivity } from '@tollgate/core';
import { NO_ACTIVITY } from '../../shared/activity/activity-metrics.js';
import { activityCsv } from './activity-csv.js';

const entry = (spend: number, alias?: string): ActivityEntry => ({
  metrics: { ...NO_ACTIVITY, spend, api_requests: 2, failed_requests: 1, prompt_tokens: 30 },
  metadata: alias === undefined ? {} : { key_alias: alias },
});

function day(date: string, entries: Record<string, ActivityEntry>): DailyActivity {
  return {
    date,
    metrics: NO_ACTIVITY,
    breakdown: { models: {}, model_groups: entries, providers: {}, api_keys: entries },
  };
}

describe('the CSV of usage', () => {
  it('has one line for each day and model, oldest first, with tiny amounts in full', () => {
    const csv = activityCsv(
      [day('2026-07-02', { 'gpt-4o': entry(0.000_000_075) }), day('2026-07-01', { demo: entry(0) })],
      'model',
    );
    expect(csv.split('\r\n')).toEqual([
      'date_utc,model,spend_usd,requests,failed_requests,unpriced_requests,prompt_tokens,completion_tokens,cache_read_tokens,cache_write_tokens',
      '2026-07-01,demo,0,2,1,0,30,0,0,0',
      '2026-07-02,gpt-4o,0.000000075,2,1,0,30,0,0,0',
      '',
    ]);
  });

  it('keeps commas and quotes in names, and turns no name into a formula', () => {
    const csv = activityCsv(
      [day('2026-07-01', { h1: entry(1, 'a,"b"'), h2: entry(1, '=HYPERLINK("x")') })],
      'key',
    );
    const [, first, second] = csv.split('\r\n');
    expect(first).toMatch(/^2026-07-01,"a,""b""",h1,1,/);
    expect(second).toMatch(/^2026-07-01,"'=HYPERLINK\(""x""\)",h2,1,/);
  });
});
