export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Figures of one process: medians over its rounds, so that a disturbed round does not count. */
export function ofProcess(rounds) {
  return {
    requestsPerSecond: median(rounds.map((round) => round.requests / round.seconds)),
    p50: median(rounds.map((round) => round.p50)),
    p99: median(rounds.map((round) => round.p99)),
    cpuMicroseconds: median(rounds.map((round) => round.cpuMicroseconds / round.requests)),
    rssBytes: Math.max(...rounds.map((round) => round.rssBytes)),
  };
}

/** Medians over the processes of a side, and the range of the CPU time. */
export function ofSide(processes) {
  const cpu = processes.map((one) => one.cpuMicroseconds);
  return {
    requestsPerSecond: median(processes.map((one) => one.requestsPerSecond)),
    p50: median(processes.map((one) => one.p50)),
    p99: median(processes.map((one) => one.p99)),
    cpuMicroseconds: median(cpu),
    cpuRange: [Math.min(...cpu), Math.max(...cpu)],
    rssBytes: median(processes.map((one) => one.rssBytes)),
  };
}

/** Shares of one core that the helpers used; above this a helper may have set the pace. */
export const BUSY = 0.9;

export function bottlenecks(rounds) {
  const share = (name) => median(rounds.map((round) => round[name] / (round.seconds * 1e6)));
  const found = [];
  for (const [name, label] of [
    ['loadCpu', 'the load generator'],
    ['upstreamCpu', 'the upstream'],
  ]) {
    const busy = share(name);
    if (busy > BUSY) found.push(`${label} was ${Math.round(busy * 100)} % busy`);
  }
  return found;
}

export function table(scenario, sides) {
  const parse = sides.parse.cpuMicroseconds;
  const rows = Object.entries(sides).map(([side, f]) => [
    side,
    f.requestsPerSecond.toFixed(0),
    f.p50.toFixed(2),
    f.p99.toFixed(2),
    `${f.cpuMicroseconds.toFixed(1)} [${f.cpuRange.map((v) => v.toFixed(1)).join('–')}]`,
    (f.rssBytes / 1024 / 1024).toFixed(0),
    (f.cpuMicroseconds / parse).toFixed(2),
  ]);
  const head = [scenario, 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs a request', 'RSS MB', '÷ parse'];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  const line = (row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [head, ...rows].map(line).join('\n');
}
