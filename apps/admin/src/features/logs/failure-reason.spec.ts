import { describe, expect, it } from '@jest/globals';
import { type SpendLogRow } from '@tollgate/core';
import { failureReason } from './failure-reason.js';
import { readLogDetails } from './log-details.js';

function refused(errorClass: string, message: string, change: Partial<SpendLogRow> = {}): SpendLogRow {
  return {
    id: 'row',
    request_id: 'request',
    call_type: 'acompletion',
    api_key: 'hash-of-the-key',
    spend: 0,
    total_tokens: 0,
    prompt_tokens: 0,
    completion_tokens: 0,
    startTime: '2026-07-01T00:00:00Z',
    endTime: '2026-07-01T00:00:00Z',
    completionStartTime: null,
    request_duration_ms: 1,
    model: 'gpt-4o',
    model_id: null,
    model_group: 'gpt-4o',
    custom_llm_provider: null,
    user: 'u-1',
    end_user: 'globex',
    team_id: 't-1',
    request_tags: [],
    requester_ip_address: null,
    session_id: null,
    cache_hit: 'False',
    cache_key: '',
    status: 'failure',
    metadata: { error_information: { error_class: errorClass, error_message: message } },
    ...change,
  };
}

const reasonOf = (row: SpendLogRow) => failureReason(row, readLogDetails(row));

describe('why a call was refused', () => {
  it('names the budget, how much of it is gone, and leads to whose it is', () => {
    const row = refused(
      'BudgetExceededError',
      'Budget has been exceeded! team=Search: Current cost: 0.00864, Max budget: 0.01',
    );
    expect(reasonOf(row)).toMatchObject({
      title: 'A budget is used up',
      scope: { kind: 'team', id: 't-1' },
    });
    expect(reasonOf(row)?.text).toContain('budget of the team, $0.01, has no room');
    expect(reasonOf(row)?.text).toContain('$0.00864 is spent');
  });

  it.each([
    ['api_key=ci-bot', { kind: 'key', id: 'hash-of-the-key' }],
    ['end_user=globex', { kind: 'customer', id: 'globex' }],
    ['tag=checkout', { kind: 'tag', id: 'checkout' }],
    ['organization=o-1', { kind: 'organization', id: 'o-1' }],
    ['model_per_team=Search, model=gpt-4o', { kind: 'team', id: 't-1' }],
  ])('finds the page of %s', (who, scope) => {
    const message = `Budget has been exceeded! ${who}: Current cost: 1, Max budget: 1`;
    expect(reasonOf(refused('BudgetExceededError', message))?.scope).toEqual(scope);
  });

  it('tells a limit of its own from one of the provider', () => {
    const own =
      'Rate limit exceeded for api_key=ci-bot. Limit type: requests. Current limit: 3, used: 3. Limit resets at: in 20 s.';
    expect(reasonOf(refused('RateLimitError', own))?.text).toContain(
      'At most 3 requests a minute for the key.',
    );
    expect(reasonOf(refused('RateLimitError', 'Too many requests'))).toMatchObject({
      title: 'The provider is at its limit',
      scope: null,
    });
  });

  it('says nothing of calls that succeeded', () => {
    expect(reasonOf(refused('', '', { status: 'success' }))).toBeNull();
  });
});
