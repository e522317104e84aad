import { type GroupStrategy, type RoutingTable } from '../routing-table.js';
import { type Candidate } from '../stats/deployment-stats.js';
import { lowestCost } from './cost-based.js';
import { lowestLatency } from './latency-based.js';
import { leastBusy } from './least-busy.js';
import { peakEwma } from './peak-ewma.js';
import { simpleShuffle } from './simple-shuffle.js';
import { lowestUsage } from './usage-based.js';

export * from './strategy-args.js';

export const ROUTING_STRATEGIES = [
  'simple-shuffle',
  'least-busy',
  'usage-based-routing',
  'usage-based-routing-v2',
  'latency-based-routing',
  'cost-based-routing',
  'peak-ewma',
] as const;

/** How one of the deployments of a group is chosen that can serve a call. */
export type RoutingStrategy = (typeof ROUTING_STRATEGIES)[number];

/** What a strategy decides by, besides the candidates. */
export interface ChoiceContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The call wants a stream: the time to its first content counts. */
  readonly stream: boolean;
  readonly table: GroupStrategy;
}

/** What a group's deployments are chosen by: its own strategy, else the table's. */
export function groupStrategy(table: RoutingTable, group: string): GroupStrategy {
  return table.groupStrategies?.get(group) ?? table;
}

/** One of the candidates; null when there is none. */
export function choose(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  if (candidates.length < 2) return candidates[0] ?? null;
  switch (context.table.strategy) {
    case 'simple-shuffle':
      return simpleShuffle(candidates, context);
    case 'least-busy':
      return leastBusy(candidates, context);
    case 'usage-based-routing':
    case 'usage-based-routing-v2':
      return lowestUsage(candidates, context);
    case 'latency-based-routing':
      return lowestLatency(candidates, context);
    case 'cost-based-routing':
      return lowestCost(candidates, context);
    case 'peak-ewma':
      return peakEwma(candidates, context);
  }
}
