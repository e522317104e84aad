/** `routing_strategy_args`. */
export interface StrategyArgs {
  /** How long a latency counts. */
  readonly ttlMs: number;
  /** Deployments up to this share above the lowest latency are as good as the lowest. */
  readonly lowestLatencyBuffer: number;
  /** How many latencies make the mean. */
  readonly maxLatencyListSize: number;
}

export const DEFAULT_STRATEGY_ARGS: StrategyArgs = {
  ttlMs: 3_600_000,
  lowestLatencyBuffer: 0,
  maxLatencyListSize: 10,
};
