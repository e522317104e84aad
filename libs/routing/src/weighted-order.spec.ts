import { describe, expect, it } from '@jest/globals';
import { deployment } from './testing/tables.js';
import { weightedOrder } from './weighted-order.js';

/** A small, even generator with a seed, so that shares come out the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function firstShares(
  deployments: Parameters<typeof weightedOrder>[0],
  draws = 20_000,
): Record<string, number> {
  const random = seeded(7);
  const counts: Record<string, number> = {};
  for (let i = 0; i < draws; i += 1) {
    const id = weightedOrder(deployments, random)[0]?.id ?? '';
    counts[id] = (counts[id] ?? 0) + 1 / draws;
  }
  return counts;
}

describe('weightedOrder', () => {
  it('draws the first in proportion to the weights', () => {
    const shares = firstShares([
      deployment('m', { id: 'a', weight: 1 }),
      deployment('m', { id: 'b', weight: 3 }),
    ]);
    expect(shares['a']).toBeCloseTo(0.25, 1);
    expect(shares['b']).toBeCloseTo(0.75, 1);
  });

  it('takes rpm, then tpm, for the weight where no weight is given', () => {
    expect(
      firstShares([deployment('m', { id: 'a', rpm: 100 }), deployment('m', { id: 'b', rpm: 900 })])['b'],
    ).toBeCloseTo(0.9, 1);
    expect(
      firstShares([deployment('m', { id: 'a', tpm: 100 }), deployment('m', { id: 'b', tpm: 300 })])['b'],
    ).toBeCloseTo(0.75, 1);
  });

  it('treats all alike when nothing tells them apart', () => {
    const shares = firstShares(['a', 'b', 'c', 'd'].map((id) => deployment('m', { id })));
    for (const share of Object.values(shares)) expect(share).toBeCloseTo(0.25, 1);
  });

  it('keeps one without weight for last, but does not forget it', () => {
    const order = weightedOrder(
      [deployment('m', { id: 'none' }), deployment('m', { id: 'some', weight: 1 })],
      () => 0.999,
    );
    expect(order.map(({ id }) => id)).toEqual(['some', 'none']);
  });

  it('names every deployment exactly once, whatever is drawn', () => {
    const all = ['a', 'b', 'c'].map((id, i) => deployment('m', { id, weight: i }));
    for (const drawn of [0, 0.5, 0.999_999])
      expect(
        weightedOrder(all, () => drawn)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['a', 'b', 'c']);
  });
});
