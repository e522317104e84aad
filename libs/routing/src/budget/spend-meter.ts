import { type BudgetCalendar, type BudgetPeriod, budgetWindow, type PicoUsd } from '@tollgate/core';

/** What the calls of a deployment, or of all deployments of a provider, may cost until the budget begins anew. */
export interface SpendBudget {
  readonly kind: 'deployment' | 'provider';
  /** Of the deployment or the provider. */
  readonly id: string;
  readonly limit: PicoUsd;
  /** As it is configured, such as `1d`; null: it never begins anew. */
  readonly duration: string | null;
  /** The same, read. */
  readonly period: BudgetPeriod | null;
  readonly calendar: BudgetCalendar;
}

/**
 * What has been spent of one budget: what is stored for all processes, what this process has settled since, and an upper
 * bound of what its calls on their way may cost. Times are epoch milliseconds, money pico-USD.
 */
export class SpendMeter {
  /** Beginning of the running window; null: nobody has asked yet. */
  #since: number | null = null;
  #resetsAt = -Infinity;
  #stored: PicoUsd = 0n;
  #unstored: PicoUsd = 0n;
  #held: PicoUsd = 0n;
  #isLoaded = false;

  constructor(private latest: SpendBudget) {}

  get budget(): SpendBudget {
    return this.latest;
  }

  /** Is it known what was stored before this process began? */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Settled by this process in the running window, and not stored yet. */
  get unstored(): PicoUsd {
    return this.#unstored;
  }

  /** Takes over another limit. @returns false: its windows are others, so this is another budget. */
  configure(budget: SpendBudget): boolean {
    const { duration, calendar } = this.latest;
    if (duration !== budget.duration || calendar.timeZone !== budget.calendar.timeZone) return false;
    this.latest = budget;
    return true;
  }

  /** Nothing more may be spent now: it is used up, or the calls on their way may use it up. */
  isSpent(now: number): boolean {
    return this.spent(now) + this.#held >= this.latest.limit;
  }

  /** Settled in the running window, as far as this process knows. */
  spent(now: number): PicoUsd {
    if (now >= this.#resetsAt) this.#begin(this.#since, now);
    return this.#stored + this.#unstored;
  }

  /** When the running window began; 0: it has always been. */
  since(now: number): number {
    if (now >= this.#resetsAt) this.#begin(this.#since, now);
    return this.#since ?? 0;
  }

  /** Milliseconds until it begins anew; Infinity: never. */
  untilNewMs(now: number): number {
    if (now >= this.#resetsAt) this.#begin(this.#since, now);
    return this.#resetsAt - now;
  }

  /** A call on its way may cost so much, until the same is released. */
  hold(bound: PicoUsd): void {
    this.#held += bound;
  }

  release(bound: PicoUsd): void {
    this.#held -= bound;
  }

  /** A call has cost so much. */
  charge(cost: PicoUsd, now: number): void {
    if (now >= this.#resetsAt) this.#begin(this.#since, now);
    this.#unstored += cost;
  }

  /** Beginning of the window that `now` lies in, given a beginning of an earlier one; null: none is known. */
  windowStart(earlier: number | null, now: number): number {
    return windowOf(this.latest, earlier, now).start;
  }

  /**
   * What is stored for all processes.
   * @param since beginning of the window that it is of.
   * @param included of what this process has settled.
   */
  confirm(since: number, spend: PicoUsd, included: PicoUsd, now: number): void {
    if (this.since(now) !== since) {
      const settled = this.#unstored;
      this.#begin(since, now);
      if (this.#since !== since) return;
      // Periods without a place in the calendar go on from the stored beginning; what was settled is of that window, too.
      this.#unstored = this.#isLoaded ? 0n : settled;
    }
    this.#isLoaded = true;
    this.#stored = spend;
    this.#unstored -= included;
  }

  #begin(earlier: number | null, now: number): void {
    const { start, end } = windowOf(this.latest, earlier, now);
    this.#since = start;
    this.#resetsAt = end;
    this.#stored = 0n;
    this.#unstored = 0n;
  }
}

function windowOf(
  { period, calendar }: SpendBudget,
  earlier: number | null,
  now: number,
): { readonly start: number; readonly end: number } {
  if (period === null) return { start: 0, end: Infinity };
  const anchor = earlier === null ? null : new Date(earlier);
  const { start, end } = budgetWindow(period, new Date(now), calendar, anchor);
  return { start: start.getTime(), end: end.getTime() };
}
