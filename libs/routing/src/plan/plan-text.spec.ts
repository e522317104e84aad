import { describe, expect, it } from '@jest/globals';
import { deployment, table } from '../testing/tables.js';
import { planText } from './plan-text.js';
import { planRoute } from './route-plan.js';

const TABLE = table(
  [
    deployment('smart', { id: 'spare', model: 'gpt-4.1' }),
    deployment('smart', { id: 'main-1', model: 'gpt-5', order: 1, weight: 3, rpm: 100 }),
    deployment('smart', { id: 'main-2', model: 'gpt-5', order: 1, weight: 1, numRetries: 1 }),
    deployment('fast', { id: 'quick', model: 'gpt-5-mini', tags: ['eu'] }),
    deployment('long', { id: 'long', model: 'gpt-long' }),
  ],
  {
    fallbacks: new Map([['smart', ['fast', 'nowhere', 'smart']]]),
    contextWindowFallbacks: new Map([['smart', ['long']]]),
    contentPolicyFallbacks: new Map(),
  },
);

function text(over: Parameters<typeof table>[1] = {}, tags: string[] = []): string {
  const routes = { ...TABLE, ...over };
  const plan = planRoute(routes, 'smart', { tags });
  if (!plan) throw new Error('no plan');
  return planText(plan, routes, true);
}

describe('a plan', () => {
  it('says what is tried, in which order, and what is left', () => {
    expect(text()).toBe(
      `smart is served by the group smart
  strategy  simple-shuffle: by chance, in proportion to weight, rpm or tpm
  timeout   60 s until the first content, 60 s between two pieces

1. smart
   first: order 1
   - openai/gpt-5 (main-1): 75 %, 2 retries, rpm 100
   - openai/gpt-5 (main-2): 25 %, 1 retry
   then: without order
   - openai/gpt-4.1 (spare): 100 %, 2 retries

2. fast (fallback 1)
   - openai/gpt-5-mini (quick): 100 %, 2 retries

A prompt that is too long goes to long.
A prompt refused for its content goes to nothing else.
! The fallback nowhere is passed over: no model has that name.`,
    );
  });

  it('says why a deployment is left out', () => {
    expect(text({ tagFiltering: { matchAny: true } }, ['eu'])).toContain(
      'x openai/gpt-4.1 (spare): its tags are not those of the call',
    );
  });

  it('does not exist for a name that nothing serves', () => {
    expect(planRoute(TABLE, 'nobody', { tags: [] })).toBeNull();
  });
});
