import { describe, expect, it } from '@jest/globals';
import { type RouteConditions, type RouteState } from '../route-state.js';
import { noteAnswer, noteFailure } from '../stats/outcomes.js';
import { begin, conditions, fault } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';

const BACK = 10_000;

/** One deployment that has been out of service until `BACK`, and perhaps others. */
function world(others: readonly string[], order: number | null = null) {
  const all = [deployment('m', { id: 'back', weight: 1_000, order })];
  for (const id of others) all.push(deployment('m', { id, weight: 1 }));
  const given = conditions(table(all), { now: BACK });
  given.stats.recordOf('back').coolUntil(BACK);
  return given;
}

function next(given: RouteConditions): RouteState {
  const decision = begin(given, 'm');
  if (decision.type !== 'send') throw new Error(decision.type);
  decision.state.record.claim(given.now);
  return decision.state;
}

const idOf = (given: RouteConditions) => next(given).current.id;

describe('a deployment whose cooldown is over', () => {
  it('gets one call that finds out; until it is answered the others go elsewhere', () => {
    const given = world(['other']);
    const probe = next(given);
    expect(probe.current.id).toBe('back');
    expect([idOf(given), idOf(given)]).toEqual(['other', 'other']);
    probe.record.release(0, true, BACK);
    noteAnswer(probe, 100, 10, given.table, BACK + 100);
    expect(idOf({ ...given, now: BACK + 100 })).toBe('back');
    expect(idOf({ ...given, now: BACK + 100 })).toBe('back');
  });

  it('is out again at once when the one call fails, however many failures are allowed', () => {
    const given = world(['other']);
    const lenient = { ...given, table: { ...given.table, allowedFails: 100 } };
    const probe = next(lenient);
    probe.record.release(0, true, BACK);
    noteFailure(probe, fault('InternalServerError', 500), 10, false, lenient.table, BACK + 10);
    expect(probe.record.isCooling(BACK + 5_009)).toBe(true);
    expect(probe.record.isCooling(BACK + 5_010)).toBe(false);
  });

  it('serves every call when nothing else does', () => {
    const given = world([]);
    expect([idOf(given), idOf(given), idOf(given)]).toEqual(['back', 'back', 'back']);
  });

  it('that comes first in order leaves the next order to serve while it is probed', () => {
    const given = world(['later'], 1);
    expect([idOf(given), idOf(given)]).toEqual(['back', 'later']);
  });

  it('is not back by the answer of a call that was sent before its cooldown', () => {
    const given = world(['other']);
    const early = next({ ...given, now: BACK });
    given.stats.recordOf('back').coolUntil(BACK + 5_000);
    noteAnswer(early, 100, 10, given.table, BACK + 1_000);
    expect(given.stats.recordOf('back').onProbation).toBe(true);
  });
});
