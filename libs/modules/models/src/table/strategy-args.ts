import { DEFAULT_STRATEGY_ARGS, type StrategyArgs } from '@tollgate/routing';

/** More samples than this say nothing of how a deployment is now. */
const LONGEST_LIST = 1_000;

/** `routing_strategy_args`. What is no number above zero, where one is needed, counts as not set. */
export function strategyArgs(given: Readonly<Record<string, unknown>> | undefined): StrategyArgs {
  const { ttlMs, lowestLatencyBuffer, maxLatencyListSize } = DEFAULT_STRATEGY_ARGS;
  const ttl = above(given?.['ttl'], 0);
  const size = above(given?.['max_latency_list_size'], 0);
  return {
    ttlMs: ttl === null ? ttlMs : ttl * 1000,
    lowestLatencyBuffer: above(given?.['lowest_latency_buffer'], 0) ?? lowestLatencyBuffer,
    maxLatencyListSize: size === null ? maxLatencyListSize : Math.min(Math.ceil(size), LONGEST_LIST),
  };
}

function above(value: unknown, least: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > least ? value : null;
}
