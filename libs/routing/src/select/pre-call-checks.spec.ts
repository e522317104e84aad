import { describe, expect, it } from '@jest/globals';
import { begin, conditions, tried, fault } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';
import { RouteTrace } from '../trace/route-trace.js';
import { type CallNeeds, type Fitness } from './fitness.js';

const NEEDS: CallNeeds = { promptTokens: 1_000, region: null, capabilities: [] };
const fit = (over: Partial<Fitness>) => ({
  fitness: { maxInputTokens: null, region: null, lacks: [], ...over },
});

describe('pre-call checks', () => {
  it.each<[string, Partial<Fitness>, Partial<CallNeeds>, 'context-window' | 'region' | 'capability' | null]>([
    ['a window as large as the prompt', { maxInputTokens: 1_000 }, {}, null],
    ['a window that is too small', { maxInputTokens: 999 }, {}, 'context-window'],
    ['an unknown window', {}, { promptTokens: 1e9 }, null],
    ['a lack of what is needed', { lacks: ['vision'] }, { capabilities: ['vision'] }, 'capability'],
    ['a lack of something else', { lacks: ['vision'] }, { capabilities: ['web_search'] }, null],
    ['AWS in Europe', { region: 'eu-west-1' }, { region: 'eu' }, null],
    ['Google in Europe', { region: 'europe-west4' }, { region: 'eu' }, null],
    ['Azure in Europe', { region: 'francecentral' }, { region: 'eu' }, null],
    ['Azure in the United States', { region: 'eastus2' }, { region: 'us' }, null],
    ['the region by its own name', { region: 'ap-south-1' }, { region: 'ap-south-1' }, null],
    ['another continent', { region: 'us-east-1' }, { region: 'eu' }, 'region'],
    ['a region nobody knows', {}, { region: 'eu' }, 'region'],
  ])('%s', (_, fitness, needs, reason) => {
    const decision = begin(conditions(table([deployment('m', fit(fitness))])), 'm', {
      needs: { ...NEEDS, ...needs },
    });
    if (reason === null) expect(decision.type).toBe('send');
    else expect(decision).toMatchObject({ type: 'unavailable', reason });
  });

  it('leave out the deployments that are too small and use the others', () => {
    const trace = new RouteTrace();
    const given = conditions(
      table([
        deployment('m', { id: 'small', order: 1, ...fit({ maxInputTokens: 100 }) }),
        deployment('m', { id: 'large', order: 2, ...fit({ maxInputTokens: 10_000 }) }),
      ]),
      { trace },
    );
    expect(begin(given, 'm', { needs: NEEDS })).toMatchObject({ state: { current: { id: 'large' } } });
  });

  it('send a prompt that is too long for all of a group to its context window fallback, unseen by the group', () => {
    const routes = table(
      [
        deployment('m', fit({ maxInputTokens: 100 })),
        deployment('large', fit({ maxInputTokens: 10_000 })),
        deployment('other'),
      ],
      {
        fallbacks: new Map([['m', ['other']]]),
        contextWindowFallbacks: new Map([['m', ['large']]]),
      },
    );
    expect(tried(conditions(routes), 'm', fault('BadRequestError', 400), { needs: NEEDS })).toEqual([
      'large',
    ]);
  });
});
