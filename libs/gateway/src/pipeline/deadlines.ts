import { type Flying, InFlight } from '../in-flight/in-flight.js';

/** Something that must be over by a time. */
export interface Timed extends Flying {
  /** `performance.now()` at which the time is up. */
  dueTick: number;
  /** The time is up. It may set a new time; else it is watched no more. */
  expire(): void;
}

/** How late a deadline may be noticed. */
const TICK_MS = 20;

/**
 * Deadlines of everything in flight, on one timer: every call has two of them and hardly any is ever reached, so a timer of
 * its own for each would be a good part of what a call costs.
 */
export class Deadlines {
  readonly #watched = new InFlight<Timed>();
  #timer: NodeJS.Timeout | null = null;

  watch(timed: Timed): void {
    this.#watched.add(timed);
    this.#timer ??= setInterval(this.#look, TICK_MS);
  }

  forget(timed: Timed): void {
    this.#watched.delete(timed);
  }

  readonly #look = (): void => {
    const now = performance.now();
    this.#watched.forEach((timed) => {
      if (timed.dueTick > now) return;
      timed.expire();
      if (timed.dueTick <= now) this.#watched.delete(timed);
    });
    if (this.#watched.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  };
}

/** Those of this process. */
export const deadlines = new Deadlines();
