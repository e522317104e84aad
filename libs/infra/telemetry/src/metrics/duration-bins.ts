/** Upper bounds in seconds: from a local answer to the longest reasoning. */
export const DURATION_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600,
] as const;

/** How often which duration occurred. Adding is two array accesses: it happens on every request. */
export class DurationBins {
  /** One more than the bounds: the last counts what is longer than all. */
  readonly counts = new Array<number>(DURATION_BOUNDS.length + 1).fill(0);
  sumSeconds = 0;
  total = 0;

  add(seconds: number): void {
    let bin = 0;
    while (bin < DURATION_BOUNDS.length && seconds > (DURATION_BOUNDS[bin] ?? Infinity)) bin += 1;
    this.counts[bin] = (this.counts[bin] ?? 0) + 1;
    this.sumSeconds += seconds;
    this.total += 1;
  }
}
