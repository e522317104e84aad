import { type PicoUsd, type SpendEvent } from '@tollgate/core';
import { DurationBins } from './duration-bins.js';

/** Label of a model group or provider that is one too many, and of a call that has none. */
export const OTHER = 'other';
const NONE = 'none';

/** Different values of a label at most: a metric must not grow with what clients send. */
const MAX_SERIES = 300;

/** What is counted of the calls of one model group at one provider. */
export class CallSeries {
  /** By HTTP status. */
  readonly statuses = new Map<number, number>();
  readonly durations = new DurationBins();
  readonly upstream = new DurationBins();
  readonly firstToken = new DurationBins();
  inputTokens = 0;
  outputTokens = 0;
  cacheReadTokens = 0;
  cacheWriteTokens = 0;
  reasoningTokens = 0;
  spend: PicoUsd = 0n;
  unpriced = 0;
  retries = 0;
  fallbacks = 0;

  constructor(
    readonly model: string,
    readonly provider: string,
  ) {}

  add(event: SpendEvent, upstreamMs: number | null): void {
    this.statuses.set(event.httpStatus, (this.statuses.get(event.httpStatus) ?? 0) + 1);
    this.durations.add((event.endedAt - event.startedAt) / 1000);
    if (upstreamMs !== null) this.upstream.add(upstreamMs / 1000);
    if (event.firstTokenMs !== null) this.firstToken.add(event.firstTokenMs / 1000);
    if (event.usage !== null) this.addTokens(event.usage);
    if (event.cost !== null) this.spend += event.cost;
    else if (event.usage !== null) this.unpriced += 1;
    this.retries += event.attemptedRetries;
    this.fallbacks += event.attemptedFallbacks;
  }

  private addTokens(usage: NonNullable<SpendEvent['usage']>): void {
    this.inputTokens += usage.inputTokens;
    this.outputTokens += usage.outputTokens;
    this.cacheReadTokens += usage.cacheReadTokens;
    this.cacheWriteTokens += usage.cacheWriteTokens + usage.cacheWrite1hTokens;
    this.reasoningTokens += usage.reasoningTokens;
  }
}

/**
 * The series by model group and provider: names from the configuration, never a client's own text. Should there be more
 * than MAX_SERIES, the later ones share one.
 */
export class CallSeriesTable {
  private readonly byModel = new Map<string, Map<string, CallSeries>>();
  private count = 0;

  of(event: SpendEvent): CallSeries {
    const model = event.modelGroup ?? NONE;
    const provider = event.provider ?? NONE;
    return this.byModel.get(model)?.get(provider) ?? this.make(model, provider);
  }

  *all(): Generator<CallSeries, void, undefined> {
    for (const providers of this.byModel.values()) yield* providers.values();
  }

  private make(model: string, provider: string): CallSeries {
    if (this.count >= MAX_SERIES && model !== OTHER) {
      return this.byModel.get(OTHER)?.get(OTHER) ?? this.make(OTHER, OTHER);
    }
    this.count += 1;
    const series = new CallSeries(model, provider);
    const providers = this.byModel.get(model) ?? new Map<string, CallSeries>();
    this.byModel.set(model, providers.set(provider, series));
    return series;
  }
}
