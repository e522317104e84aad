import { describe, expect, it } from '@jest/globals';
import { begin, conditions, seeded } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';

const KEYS = Array.from({ length: 4_000 }, (_, i) => `session:${i}`);

/** Where each key goes, in a process that has seen nothing before. */
function places(ids: readonly string[], cooling: readonly string[] = [], weights: readonly number[] = []) {
  const all = ids.map((id, i) => deployment('m', { id, weight: weights[i] ?? null }));
  const given = conditions(table(all), { random: seeded(7) });
  for (const id of cooling) given.stats.recordOf(id).coolingUntil = 9_000;
  return KEYS.map((affinity) => {
    const decision = begin(given, 'm', { affinity });
    return decision.type === 'send' ? decision.state.current.id : decision.type;
  });
}

const share = (where: readonly string[], id: string) =>
  where.filter((one) => one === id).length / where.length;

describe('affinity', () => {
  it('sends the calls of a key to the same deployment, in every process', () => {
    expect(places(['a', 'b', 'c'])).toEqual(places(['c', 'a', 'b']));
  });

  it('spreads the keys evenly, or in proportion to the weights', () => {
    const even = places(['a', 'b', 'c']);
    for (const id of ['a', 'b', 'c']) expect(share(even, id)).toBeCloseTo(1 / 3, 1);
    expect(share(places(['a', 'b'], [], [3, 1]), 'a')).toBeCloseTo(0.75, 1);
  });

  it('moves only the keys of a deployment that drops out, and they come back with it', () => {
    const before = places(['a', 'b', 'c']);
    const without = places(['a', 'b', 'c'], ['b']);
    expect(without).not.toContain('b');
    for (const [i, place] of before.entries()) if (place !== 'b') expect(without[i]).toBe(place);
  });
});
