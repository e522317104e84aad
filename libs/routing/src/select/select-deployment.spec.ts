import { describe, expect, it } from '@jest/globals';
import { type Deployment, type RoutingTable } from '../routing-table.js';
import { DEFAULT_STRATEGY_ARGS } from '../strategies/strategy.js';
import { begin, conditions, fault, tried } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';

const serverError = fault('InternalServerError', 500);

describe('limits of a deployment', () => {
  it.each<[string, Partial<Deployment>]>([
    ['rpm', { rpm: 2 }],
    ['tpm', { tpm: 200 }],
    ['max_parallel_requests', { maxParallelRequests: 2 }],
  ])('of %s keep calls away from it once it is reached', (_, limit) => {
    const given = conditions(table([deployment('m', { id: 'a', ...limit }), deployment('m', { id: 'b' })]));
    const { record } = given.stats.candidatesOf(given.table.groups.get('m') ?? [])[0] ?? {};
    const firstOf = () => {
      const decision = begin(given, 'm');
      return decision.type === 'send' ? decision.state.current.id : decision.type;
    };
    for (let calls = 0; calls < 2; calls += 1) {
      // Without a weight of its own the other one comes last, so the limited one is chosen while it may be.
      if (limit.maxParallelRequests === undefined) expect(firstOf()).toBe('a');
      record?.claim(0);
      if (limit.maxParallelRequests === undefined) record?.release(100, true, 0);
    }
    expect(firstOf()).toBe('b');
  });

  it('that nothing is left of are a refusal until the minute ends, not a cooldown', () => {
    const given = conditions(table([deployment('m', { rpm: 1 })]), { now: 45_000 });
    given.stats.recordOf('m').claim(45_000);
    expect(begin(given, 'm')).toEqual({ type: 'unavailable', reason: 'limited', retryAfterMs: 15_000 });
    expect(begin({ ...given, now: 60_000 }, 'm').type).toBe('send');
  });

  it('that nothing is left of give way to a fallback', () => {
    const routes = table([deployment('m', { maxParallelRequests: 1 }), deployment('n')], {
      fallbacks: new Map([['m', ['n']]]),
    });
    const given = conditions(routes);
    given.stats.recordOf('m').claim(0);
    expect(begin(given, 'm')).toMatchObject({ type: 'send', state: { group: { name: 'n' }, fallbacks: 1 } });
  });

  it('of zero are weights of zero, not limits', () => {
    expect(begin(conditions(table([deployment('m', { rpm: 0, tpm: 0 })])), 'm').type).toBe('send');
  });
});

describe('order', () => {
  const ordered = [
    deployment('m', { id: 'none' }),
    deployment('m', { id: 'second', order: 2 }),
    deployment('m', { id: 'first-a', order: 1 }),
    deployment('m', { id: 'first-b', order: 1 }),
  ];

  it('is kept: lower ones first, each with retries of its own, those without one last', () => {
    const given = conditions(table(ordered, { numRetries: 1 }));
    expect(tried(given, 'm', serverError)).toEqual(['first-a', 'first-b', 'second', 'none', 'none']);
  });

  it('is passed over while all of it is cooling down', () => {
    const given = conditions(table(ordered));
    for (const id of ['first-a', 'first-b']) given.stats.recordOf(id).coolingUntil = 1_000;
    expect(begin(given, 'm')).toMatchObject({ state: { current: { id: 'second' } } });
  });

  it('is no way out for a prompt that is too long', () => {
    expect(tried(conditions(table(ordered)), 'm', fault('ContextWindowExceededError', 400))).toEqual([
      'first-a',
    ]);
  });
});

describe('tags', () => {
  const deployments = [
    deployment('m', { id: 'free', tags: ['free'] }),
    deployment('m', { id: 'paid', tags: ['paid', 'eu'] }),
    deployment('m', { id: 'rest', tags: ['default'] }),
  ];
  const servedBy = (tags: string[], over: Partial<RoutingTable> = {}) => {
    const decision = begin(
      conditions(table(deployments, { tagFiltering: { matchAny: true }, ...over })),
      'm',
      { tags },
    );
    if (decision.type === 'unavailable') return decision.reason;
    return decision.type === 'send' ? decision.state.current.id : decision.type;
  };

  it.each<[string, string[], string]>([
    ['one in common is enough', ['eu', 'asia'], 'paid'],
    ['none in common: the default', ['unknown'], 'rest'],
    ['a call without tags: the default', [], 'rest'],
    ['a tag to avoid', ['!free', '!default'], 'paid'],
    ['a tag to insist on', ['&eu'], 'paid'],
    ['avoided and asked for', ['free', '!free'], 'rest'],
    ['nothing left', ['&nowhere'], 'tags'],
  ])('choose: %s', (_, tags, expected) => {
    expect(servedBy(tags)).toBe(expected);
  });

  it('must all be there where it is configured so', () => {
    const all = { tagFiltering: { matchAny: false } };
    expect(servedBy(['paid', 'eu'], all)).toBe('paid');
    expect(servedBy(['paid', 'asia'], all)).toBe('rest');
  });

  it('say nothing while they are switched off', () => {
    expect(servedBy(['paid'], { tagFiltering: null })).toBe('free');
  });

  it.each<[string, string[], string[], string]>([
    ['a pattern that fits stands for a tag', [], ['User-Agent: sdk/2'], 'sdk'],
    ['a pattern that does not fit', [], ['User-Agent: curl'], 'rest'],
    ['no pattern narrows down what a call insists on', ['&paid'], ['User-Agent: sdk/2'], 'paid'],
    ['tags with the prefix, which is cut off', ['route:free'], [], 'free'],
    ['the prefix comes before the sign', ['route:!free', 'route:!default', 'route:!sdk'], [], 'paid'],
    ['tags without the prefix count as ever', ['paid'], [], 'paid'],
  ])('choose: %s', (_, tags, headerLines, expected) => {
    const sdk = deployment('m', { id: 'sdk', tags: ['sdk'], tagPatterns: [/^User-Agent: sdk\//] });
    const tagFiltering = { matchAny: true, prefix: 'route:' };
    const given = conditions(table([...deployments, sdk], { tagFiltering }));
    expect(begin(given, 'm', { tags, headerLines })).toMatchObject({ state: { current: { id: expected } } });
  });

  it('do not send a call elsewhere because its own deployments are cooling down', () => {
    const given = conditions(table(deployments, { tagFiltering: { matchAny: true } }));
    given.stats.recordOf('paid').coolingUntil = 7_000;
    expect(begin(given, 'm', { tags: ['paid'] })).toEqual({
      type: 'unavailable',
      reason: 'cooling',
      retryAfterMs: 7_000,
    });
  });
});

describe('a routing group', () => {
  const dear = deployment('dear', { prices: null, weight: 9 });
  const cheap = deployment('cheap', { weight: 1 });
  const routes = table([dear, cheap], {
    routingGroups: new Map([['any', [dear, cheap]]]),
    groupStrategies: new Map([['any', { strategy: 'least-busy', strategyArgs: DEFAULT_STRATEGY_ARGS }]]),
  });

  it('serves by all of its models, by a strategy of its own', () => {
    const given = conditions(routes);
    given.stats.recordOf('dear').claim(0);
    expect(begin(given, 'any')).toMatchObject({
      state: { current: { id: 'cheap' }, group: { name: 'any' } },
    });
    expect(begin(given, 'dear')).toMatchObject({ state: { current: { id: 'dear' } } });
  });

  it('shares what is known of a deployment with the model of its own', () => {
    const given = conditions(routes);
    given.stats.recordOf('cheap').coolingUntil = 5_000;
    expect(begin(given, 'any')).toMatchObject({ state: { current: { id: 'dear' } } });
    expect(begin(given, 'cheap')).toMatchObject({ type: 'unavailable', reason: 'cooling' });
  });
});
