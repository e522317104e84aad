import { describe, expect, it } from '@jest/globals';
import { type ActivityMetrics, type DailyActivity, type ModelInfo, type ModelState } from '@tollgate/core';
import { NO_ACTIVITY } from '../../shared/activity/activity-metrics.js';
import { providerRows } from './provider-rows.js';
import { rankTeams } from './rank-teams.js';

const spent = (spend: number, api_requests = 1): ActivityMetrics => ({ ...NO_ACTIVITY, spend, api_requests });

const day = (breakdown: Partial<DailyActivity['breakdown']>): DailyActivity => ({
  date: '2026-07-01',
  metrics: NO_ACTIVITY,
  breakdown: { models: {}, model_groups: {}, providers: {}, api_keys: {}, ...breakdown },
});

describe('the teams that spend most', () => {
  it('sums the keys of a team over all days, and leaves out keys of no team', () => {
    const days = [
      day({
        api_keys: {
          a: { metrics: spent(1), metadata: { team_id: 'search' } },
          b: { metrics: spent(5), metadata: { team_id: 'support' } },
          c: { metrics: spent(9), metadata: { team_id: null } },
        },
      }),
      day({ api_keys: { d: { metrics: spent(7), metadata: { team_id: 'search' } } } }),
    ];
    expect(rankTeams(days).map(({ id, metrics }) => [id, metrics.spend])).toEqual([
      ['search', 8],
      ['support', 5],
    ]);
  });
});

describe('the health of providers', () => {
  const model = (id: string, provider: string | null) =>
    ({
      model_name: id,
      litellm_params: { model: id },
      model_info: { id, litellm_provider: provider },
    }) as ModelInfo;
  const state = (id: string, barrier: ModelState['barrier']) =>
    [id, { model_id: id, barrier } as ModelState] as const;

  it('puts those with something out of service first, then the busiest', () => {
    const models = [
      model('a', 'openai'),
      model('b', 'openai'),
      model('c', 'gemini'),
      model('d', 'azure'),
      model('e', null),
    ];
    const states = new Map([state('a', null), state('b', 'cooling'), state('c', null), state('d', null)]);
    const days = [day({ providers: { azure: { metrics: spent(0, 4), metadata: {} } } })];
    expect(
      providerRows(models, states, days).map(({ provider, serving, deployments }) => [
        provider,
        serving,
        deployments,
      ]),
    ).toEqual([
      ['openai', 1, 2],
      ['azure', 1, 1],
      ['gemini', 1, 1],
    ]);
  });
});
