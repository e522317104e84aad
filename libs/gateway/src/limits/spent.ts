import { type LimitScope, type PicoUsd } from '@tollgate/core';

/**
 * Settled spend of a scope within its budget's window: what the database last said, or what was settled here since,
 * whichever is ahead. Both only ever lag behind the truth, so the higher one is nearer to it.
 */
export class Spent {
  /** Start of the window that `amount` belongs to. */
  #since = 0;
  #amount: PicoUsd | null = null;

  /** The figure is kept by this counter: it must not be forgotten. */
  get isKnown(): boolean {
    return this.#amount !== null;
  }

  /**
   * Takes in what the database said last. A window that is over counts from zero at once, before anybody has reset it there;
   * figures of an earlier window than the known one are void.
   */
  observe(scope: LimitScope, outside: PicoUsd, now: number): PicoUsd {
    const isOver = scope.resetsAt != null && now >= scope.resetsAt;
    const since = isOver ? (scope.resetsAt ?? 0) : (scope.spentSince ?? 0);
    const amount = isOver ? 0n : outside;
    if (this.#amount === null || since > this.#since) {
      this.#since = since;
      this.#amount = amount;
    } else if (since === this.#since && amount > this.#amount) {
      this.#amount = amount;
    }
    return this.#amount;
  }

  /** Settled here; counts only where the figure is kept. */
  add(amount: PicoUsd): void {
    if (this.#amount !== null) this.#amount += amount;
  }
}
