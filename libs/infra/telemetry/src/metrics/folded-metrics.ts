import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { DURATION_BOUNDS, type DurationBins } from './duration-bins.js';

export type Labels = Readonly<Record<string, string>>;

/** A counter whose values are kept elsewhere and read when it is scraped. */
export function foldedCounter(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  read: () => Iterable<{ readonly labels: Labels; readonly value: number }>,
): void {
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, value } of read()) this.inc(labels, value);
    },
  });
}

/** A gauge that is read when it is scraped; null: there is nothing to tell just now. */
export function foldedGauge(registry: Registry, name: string, help: string, read: () => number | null): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      const value = read();
      this.remove();
      if (value !== null) this.set(value);
    },
  });
}

/** A histogram whose bins are kept elsewhere and read when it is scraped. */
export class FoldedHistogram extends Histogram {
  /** The registry would prefer this to `get`; without it, what `get` tells is what is written. */
  readonly getForPromString = undefined;
  /** Never observed: gives the form, the bins give the values. */
  private readonly form: Histogram;

  constructor(
    registry: Registry,
    private readonly metric: { readonly name: string; readonly help: string },
    labelNames: readonly string[],
    private readonly read: () => Iterable<{ readonly labels: Labels; readonly bins: DurationBins }>,
  ) {
    const configuration = { ...metric, labelNames: [...labelNames], buckets: [...DURATION_BOUNDS] };
    super({ ...configuration, registers: [registry] });
    this.form = new Histogram({ ...configuration, registers: [] });
  }

  override async get(): ReturnType<Histogram['get']> {
    return { ...(await this.form.get()), values: [...this.values()] };
  }

  private *values(): Generator<{ value: number; labels: Record<string, string>; metricName: string }> {
    const { name } = this.metric;
    for (const { labels, bins } of this.read()) {
      let reached = 0;
      for (const [index, bound] of DURATION_BOUNDS.entries()) {
        reached += bins.counts[index] ?? 0;
        yield { metricName: `${name}_bucket`, labels: { ...labels, le: String(bound) }, value: reached };
      }
      yield { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: bins.total };
      yield { metricName: `${name}_sum`, labels, value: bins.sumSeconds };
      yield { metricName: `${name}_count`, labels, value: bins.total };
    }
  }
}
