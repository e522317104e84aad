import { describe, expect, it } from '@jest/globals';
import { type RoutingTable } from '../routing-table.js';
import { conditions, fault, tried } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';

const tooLong = fault('ContextWindowExceededError', 400);
const unwelcome = fault('ContentPolicyViolationError', 400);
const serverError = fault('InternalServerError', 500);
const groups = ['p', 'q', 'r', 'd'].map((name) => deployment(name));
const with_ = (over: Partial<RoutingTable>) => conditions(table(groups, { numRetries: 0, ...over }));

describe('a retry policy', () => {
  const attempts = (over: Partial<RoutingTable>, one = serverError, numRetries: number | null = null) =>
    tried(with_(over), 'p', one, { numRetries }).length;

  it('replaces the number for its kinds of error, and for no other', () => {
    const policy = { retryPolicy: { internalServer: 3, timeout: 1 }, numRetries: 2 };
    expect(attempts(policy)).toBe(4);
    expect(attempts(policy, fault('Timeout', null))).toBe(2);
    expect(attempts(policy, fault('BadGatewayError', 502))).toBe(3);
  });

  it('has a default for all other kinds', () => {
    expect(attempts({ retryPolicy: { timeout: 1, default: 5 } })).toBe(6);
  });

  it('of the group comes before the general one', () => {
    const groupRetryPolicies = new Map([['p', { internalServer: 1 }]]);
    expect(attempts({ retryPolicy: { internalServer: 3 }, groupRetryPolicies })).toBe(2);
  });

  it('gives way to a call that wants no retries', () => {
    expect(attempts({ retryPolicy: { internalServer: 3 } }, serverError, 0)).toBe(1);
    expect(attempts({ retryPolicy: { internalServer: 3 } }, serverError, 1)).toBe(4);
  });

  it('that names refused prompts means it, but its default does not', () => {
    const refused = fault('BadRequestError', 400);
    expect(attempts({ retryPolicy: { badRequest: 2 } }, refused)).toBe(3);
    expect(attempts({ retryPolicy: { default: 2 } }, refused)).toBe(1);
    expect(attempts({ retryPolicy: { badRequest: 2 } }, tooLong)).toBe(1);
  });
});

describe('fallbacks by kind of failure', () => {
  const lists = {
    fallbacks: new Map([['p', ['q']]]),
    contextWindowFallbacks: new Map([['p', ['r']]]),
    contentPolicyFallbacks: new Map([['q', ['r']]]),
    defaultFallbacks: ['d'],
  };

  it('are those of the context window for a prompt that is too long', () => {
    expect(tried(with_(lists), 'p', tooLong)).toEqual(['p', 'r']);
    expect(tried(with_(lists), 'p', serverError)).toEqual(['p', 'q', 'd']);
  });

  it('are none where such a list is configured and does not name the group', () => {
    expect(tried(with_(lists), 'p', unwelcome)).toEqual(['p']);
  });

  it('are the general ones where no such list is configured', () => {
    expect(tried(with_({ ...lists, contentPolicyFallbacks: null }), 'p', unwelcome)).toEqual(['p', 'q', 'd']);
  });

  it('of `*` hold for every group, and of a bare name for the same with a provider in front', () => {
    expect(tried(with_({ contextWindowFallbacks: new Map([['*', ['r']]]) }), 'p', tooLong)).toEqual([
      'p',
      'r',
    ]);
    const named = conditions(
      table([deployment('openai/p'), deployment('r')], {
        numRetries: 0,
        fallbacks: new Map([['p', ['r']]]),
      }),
    );
    expect(tried(named, 'openai/p', serverError)).toEqual(['openai/p', 'r']);
  });

  it('of the client come before those of the configuration', () => {
    const contextWindowFallbacks = new Map([['p', ['d']]]);
    expect(tried(with_(lists), 'p', tooLong, { contextWindowFallbacks })).toEqual(['p', 'd']);
    expect(tried(with_(lists), 'p', tooLong, { fallbacks: ['q'] })).toEqual(['p', 'q']);
  });
});
