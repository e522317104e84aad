import {
  formatUsd,
  type PicoUsd,
  type RepricingFigures,
  type RepricingSummary,
  toUsdNumber,
} from '@tollgate/core';

const LISTED_MAX = 100;

/** One call of a re-pricing: before and after, pico-USD; null before: it had no known price. */
export interface ComparedCall {
  readonly model: string;
  readonly teamId: string | null;
  readonly before: PicoUsd | null;
  readonly after: PicoUsd | null;
}

interface Sums {
  calls: number;
  changed: number;
  newlyPriced: number;
  before: PicoUsd;
  after: PicoUsd;
}

/** Adds up what a re-pricing changes: in all, by model and by team. */
export class SummaryOfRepricing {
  readonly #all = noSums();
  readonly #models = new Map<string, Sums>();
  readonly #teams = new Map<string, Sums>();

  add(call: ComparedCall): void {
    addTo(this.#all, call);
    addTo(sumsOf(this.#models, call.model), call);
    addTo(sumsOf(this.#teams, call.teamId ?? ''), call);
  }

  view(): RepricingSummary {
    return { ...figures(this.#all), by_model: largest(this.#models), by_team: largest(this.#teams) };
  }
}

function sumsOf(map: Map<string, Sums>, name: string): Sums {
  const sums = map.get(name) ?? noSums();
  map.set(name, sums);
  return sums;
}

function addTo(sums: Sums, { before, after }: ComparedCall): void {
  sums.calls += 1;
  sums.before += before ?? 0n;
  sums.after += after ?? before ?? 0n;
  if (after === null || after === before) return;
  sums.changed += 1;
  if (before === null) sums.newlyPriced += 1;
}

function figures(sums: Sums): RepricingFigures {
  return {
    calls: sums.calls,
    changed_calls: sums.changed,
    newly_priced_calls: sums.newlyPriced,
    before: toUsdNumber(sums.before),
    after: toUsdNumber(sums.after),
    difference_usd: formatUsd(sums.after - sums.before),
  };
}

/** An object without a prototype: a team may be called `__proto__`. */
function largest(map: ReadonlyMap<string, Sums>): Record<string, RepricingFigures> {
  const size = ({ before, after }: Sums) => (after > before ? after - before : before - after);
  const ordered = [...map].sort(([, a], [, b]) =>
    size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : b.changed - a.changed,
  );
  const view = Object.create(null) as Record<string, RepricingFigures>;
  for (const [name, sums] of ordered.slice(0, LISTED_MAX)) view[name] = figures(sums);
  return view;
}

function noSums(): Sums {
  return { calls: 0, changed: 0, newlyPriced: 0, before: 0n, after: 0n };
}
