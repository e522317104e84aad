import { PLACES } from './scenario.mjs';

/** Figures of every strategy as a Markdown table. */
export function resultTable(results) {
  const head = [
    'strategy',
    'answered',
    'p50',
    'p99',
    'attempts a call',
    ...PLACES.map(({ id }) => id),
    'cost of 1000',
  ];
  const rows = [...results].map(([strategy, figures]) => row(strategy, figures));
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The latency that this share of the answered calls did not exceed, in milliseconds. */
export function percentile({ latencies }, share) {
  const sorted = Float64Array.from(latencies).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Share of calls that were answered. */
export function answered({ latencies, failures }) {
  return latencies.length / (latencies.length + failures);
}

function row(strategy, figures) {
  const calls = figures.latencies.length;
  const shares = PLACES.map(({ id }) => `${Math.round((100 * figures.served.get(id)) / calls)} %`);
  const cost = PLACES.reduce((sum, { id, price }) => sum + (price * figures.served.get(id)) / calls, 0);
  return [
    `\`${strategy}\``,
    `${(100 * answered(figures)).toFixed(2)} %`,
    `${Math.round(percentile(figures, 0.5))} ms`,
    `${Math.round(percentile(figures, 0.99))} ms`,
    (figures.attempts / (calls + figures.failures)).toFixed(2),
    ...shares,
    `$${cost.toFixed(2)}`,
  ];
}
