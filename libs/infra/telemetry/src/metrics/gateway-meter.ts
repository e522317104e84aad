import { toUsdNumber, type SpendEvent } from '@tollgate/core';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type CallSeries, CallSeriesTable } from './call-series.js';
import { type DurationBins } from './duration-bins.js';
import { FoldedHistogram, foldedCounter, foldedGauge, type Labels } from './folded-metrics.js';

/** What the meter reads from other parts when it is scraped. */
export interface MeterSources {
  /** Requests of the data plane that are not finished. */
  readonly inFlight?: () => number;
  /** Calls whose limits this process counted by itself because Redis was away. */
  readonly limitsCountedAlone?: () => number;
  readonly journal?: () => { readonly segments: number; readonly bytes: number; readonly ageMs: number };
}

const CALL_LABELS = ['model', 'provider'] as const;

/**
 * Counts what the data plane does, and tells it to Prometheus. A request costs a few additions: prom-client's metrics are
 * filled only when they are scraped. `model` is a model group of the configuration (`none` when none matched).
 */
export class GatewayMeter {
  private readonly registry = new Registry();
  private readonly calls = new CallSeriesTable();
  private readonly refusals = new Map<number, number>();
  private started = 0;
  private sources: MeterSources = {};

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.registerCounts();
    this.registerDurations();
    this.registerSources();
  }

  /** Of the text: `Content-Type` as Prometheus wants it. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** Parts that come into being after the meter. */
  watch(sources: MeterSources): void {
    this.sources = { ...this.sources, ...sources };
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  requestStarted(): void {
    this.started += 1;
  }

  requestFinished(event: SpendEvent, upstreamMs: number | null): void {
    this.calls.of(event).add(event, upstreamMs);
  }

  requestRefused(httpStatus: number): void {
    this.refusals.set(httpStatus, (this.refusals.get(httpStatus) ?? 0) + 1);
  }

  private registerCounts(): void {
    const counter = (name: string, help: string, read: (series: CallSeries) => number): void =>
      foldedCounter(this.registry, name, help, CALL_LABELS, () => this.perCall(read));
    foldedCounter(this.registry, 'tollgate_http_requests_total', 'Requests the data plane took', [], () => [
      { labels: {}, value: this.started },
    ]);
    foldedCounter(
      this.registry,
      'tollgate_requests_total',
      'Calls that got past authentication, by HTTP status (499: the client left)',
      [...CALL_LABELS, 'status'],
      () => this.perStatus(),
    );
    foldedCounter(
      this.registry,
      'tollgate_refused_requests_total',
      'Requests refused before authentication, by HTTP status',
      ['status'],
      () => [...this.refusals].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    );
    foldedCounter(this.registry, 'tollgate_tokens_total', 'Tokens, by kind', [...CALL_LABELS, 'kind'], () =>
      this.perTokenKind(),
    );
    counter('tollgate_spend_usd_total', 'Cost of all calls with a known price, in US dollars', ({ spend }) =>
      toUsdNumber(spend),
    );
    counter('tollgate_unpriced_requests_total', 'Calls whose price is unknown', ({ unpriced }) => unpriced);
    counter('tollgate_retries_total', 'Further attempts at the same model group', ({ retries }) => retries);
    counter('tollgate_fallbacks_total', 'Attempts at a fallback', ({ fallbacks }) => fallbacks);
  }

  private registerDurations(): void {
    const histogram = (name: string, help: string, read: (series: CallSeries) => DurationBins): void =>
      void new FoldedHistogram(this.registry, { name, help }, CALL_LABELS, () => this.perBins(read));
    histogram(
      'tollgate_request_duration_seconds',
      'From the request to the end of the reply',
      (s) => s.durations,
    );
    histogram('tollgate_upstream_duration_seconds', 'What of it was the provider’s', (s) => s.upstream);
    histogram(
      'tollgate_time_to_first_token_seconds',
      'From the request to its first content',
      (s) => s.firstToken,
    );
  }

  private registerSources(): void {
    const gauge = (name: string, help: string, read: () => number | undefined): void =>
      foldedGauge(this.registry, name, help, () => read() ?? null);
    const journal = () => this.sources.journal?.();
    gauge('tollgate_requests_in_flight', 'Requests not finished', () => this.sources.inFlight?.());
    foldedCounter(
      this.registry,
      'tollgate_limits_counted_alone_total',
      'Calls whose limits this process counted by itself because Redis was away',
      [],
      () => [{ labels: {}, value: this.sources.limitsCountedAlone?.() ?? 0 }],
    );
    gauge('tollgate_journal_segments', 'Journal files not in the database yet', () => journal()?.segments);
    gauge('tollgate_journal_bytes', 'Bytes of them', () => journal()?.bytes);
    gauge('tollgate_journal_age_seconds', 'Age of the oldest event in them', () => {
      const figures = journal();
      return figures && figures.ageMs / 1000;
    });
  }

  private *perCall(read: (series: CallSeries) => number): Generator<{ labels: Labels; value: number }> {
    for (const series of this.calls.all()) yield { labels: labelsOf(series), value: read(series) };
  }

  private *perBins(
    read: (series: CallSeries) => DurationBins,
  ): Generator<{ labels: Labels; bins: DurationBins }> {
    for (const series of this.calls.all()) {
      const bins = read(series);
      if (bins.total > 0) yield { labels: labelsOf(series), bins };
    }
  }

  private *perStatus(): Generator<{ labels: Labels; value: number }> {
    for (const series of this.calls.all()) {
      for (const [status, value] of series.statuses) {
        yield { labels: { ...labelsOf(series), status: String(status) }, value };
      }
    }
  }

  private *perTokenKind(): Generator<{ labels: Labels; value: number }> {
    for (const series of this.calls.all()) {
      for (const [kind, value] of tokenKinds(series)) yield { labels: { ...labelsOf(series), kind }, value };
    }
  }
}

function labelsOf({ model, provider }: CallSeries): { model: string; provider: string } {
  return { model, provider };
}

/** `input` and `output` are all there are; the other kinds are parts of them. */
function tokenKinds(series: CallSeries): (readonly [string, number])[] {
  return [
    ['input', series.inputTokens],
    ['output', series.outputTokens],
    ['cache_read', series.cacheReadTokens],
    ['cache_write', series.cacheWriteTokens],
    ['reasoning', series.reasoningTokens],
  ];
}
