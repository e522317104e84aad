import { describe, expect, it } from '@jest/globals';
import { afterFailure } from '../route-call.js';
import { type RouteConditions, type RouteDecision, type RouteState } from '../route-state.js';
import { type RoutingTable } from '../routing-table.js';
import { begin, conditions, fault } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';
import { RouteTrace } from './route-trace.js';

function sent(decision: RouteDecision): RouteState {
  if (decision.type !== 'send') throw new Error(decision.type);
  return decision.state;
}

function traced(routes: RoutingTable, over: Partial<RouteConditions> = {}) {
  const trace = new RouteTrace();
  return { trace, given: conditions(routes, { trace, ...over }) };
}

const three = () => ['a', 'b', 'c'].map((id) => deployment('m', { id }));

describe('the record of a call', () => {
  it('is nothing where there was nothing to decide, and short when one of several answered at once', () => {
    const lone = traced(table([deployment('m')]));
    lone.trace.begins(sent(begin(lone.given, 'm')), 1, 0);
    lone.trace.ended('answered', null, 50);
    expect(lone.trace.record(lone.given.table)).toBeNull();

    const { trace, given } = traced(table(three()));
    trace.begins(sent(begin(given, 'm')), 1, 0);
    trace.ended('answered', null, 50);
    expect(trace.record(given.table)).toEqual({ strategy: 'simple-shuffle', candidates: 3 });
  });

  it('says who was left out and why, and how each attempt went', () => {
    const routes = table([
      deployment('m', { id: 'cooled', order: 1 }),
      deployment('m', { id: 'first', order: 1 }),
      deployment('m', { id: 'later', order: 2 }),
    ]);
    const { trace, given: here } = traced(routes);
    here.stats.recordOf('cooled').coolingUntil = 9_000;
    const state = sent(begin(here, 'm'));
    trace.begins(state, 2, 0);
    trace.ended('InternalServerError', 500, 102);
    trace.begins(sent(afterFailure(state, fault('InternalServerError', 500), here)), 103, 0);
    trace.ended('answered', null, 403);
    expect(trace.record(routes)).toEqual({
      strategy: 'simple-shuffle',
      candidates: 3,
      attempts: [
        {
          deployment_id: 'first',
          group: 'm',
          at_ms: 2,
          ms: 100,
          outcome: 'InternalServerError',
          status: 500,
          eligible: ['first'],
          skipped: [
            { deployment_id: 'cooled', reason: 'cooling' },
            { deployment_id: 'later', reason: 'order' },
          ],
        },
        {
          deployment_id: 'later',
          group: 'm',
          at_ms: 103,
          ms: 300,
          outcome: 'answered',
          eligible: ['later'],
          skipped: [
            { deployment_id: 'cooled', reason: 'order' },
            { deployment_id: 'first', reason: 'order' },
          ],
        },
      ],
    });
  });

  it('of a call that found nobody names those it might have gone to', () => {
    const { trace, given } = traced(table([deployment('m', { id: 'full', maxParallelRequests: 1 })]));
    given.stats.recordOf('full').claim(0);
    expect(begin(given, 'm').type).toBe('unavailable');
    expect(trace.record(given.table)).toEqual({
      skipped: [{ deployment_id: 'full', reason: 'max-parallel-requests' }],
    });
  });

  it('stays small however many attempts and deployments there are', () => {
    const many = Array.from({ length: 200 }, (_, i) => deployment('m', { id: `${i}-${'x'.repeat(300)}` }));
    const { trace, given } = traced(table(many));
    for (const { id } of many.slice(0, 150)) given.stats.recordOf(id).coolingUntil = 9_000;
    for (let i = 0; i < 60; i += 1) {
      trace.begins(sent(begin(given, 'm')), i, 0);
      trace.ended('Timeout', null, i);
    }
    const record = trace.record(given.table);
    expect(record?.attempts).toHaveLength(12);
    expect(record?.attempts_left_out).toBe(48);
    expect(JSON.stringify(record).length).toBeLessThan(65_536);
  });
});
