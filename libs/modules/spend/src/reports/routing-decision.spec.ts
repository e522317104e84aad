import { describe, expect, it } from '@jest/globals';
import { type SpendLogRow } from '@tollgate/core';
import { routingDecision } from './routing-decision.js';

const ROW: SpendLogRow = {
  id: '0b8f7c1e-0000-4000-8000-000000000001',
  request_id: 'chatcmpl-1',
  call_type: 'acompletion',
  api_key: 'hash',
  spend: 0.1,
  total_tokens: 3,
  prompt_tokens: 1,
  completion_tokens: 2,
  startTime: '2026-07-01T10:00:00.000Z',
  endTime: '2026-07-01T10:00:01.500Z',
  completionStartTime: null,
  request_duration_ms: 1_500,
  model: 'gpt-up',
  model_id: 'east',
  model_group: 'smart',
  custom_llm_provider: 'openai',
  user: '',
  end_user: '',
  team_id: null,
  request_tags: [],
  requester_ip_address: null,
  session_id: null,
  cache_hit: 'False',
  cache_key: 'Cache OFF',
  status: 'success',
  metadata: { requested_model: 'alias' },
};

describe('the routing decision of a row', () => {
  it('is its one attempt where nothing else was kept', () => {
    expect(routingDecision(ROW)).toMatchObject({
      requested_model: 'alias',
      model_group: 'smart',
      strategy: null,
      attempts: [{ deployment_id: 'east', group: 'smart', ms: 1_500, outcome: 'answered', skipped: [] }],
    });
  });

  it('is what was kept, and survives a record of another shape', () => {
    const routing = {
      strategy: 'peak-ewma',
      candidates: 2,
      attempts: [
        { deployment_id: 'west', group: 'smart', at_ms: 1, ms: 20, outcome: 'RateLimitError', status: 429 },
        {
          deployment_id: 'east',
          eligible: ['east', 7],
          skipped: [{ deployment_id: 'west', reason: 'tried' }],
        },
        'not an attempt',
      ],
    };
    expect(routingDecision({ ...ROW, metadata: { routing } })).toMatchObject({
      strategy: 'peak-ewma',
      candidates: 2,
      attempts: [
        { deployment_id: 'west', status: 429, pause_ms: 0, eligible: [] },
        { deployment_id: 'east', eligible: ['east'], skipped: [{ deployment_id: 'west', reason: 'tried' }] },
      ],
    });
    expect(routingDecision({ ...ROW, metadata: { routing: 'odd' } }).attempts).toHaveLength(1);
  });

  it('has no attempt where the call was refused before one', () => {
    expect(routingDecision({ ...ROW, status: 'failure' }).attempts).toEqual([]);
  });
});
