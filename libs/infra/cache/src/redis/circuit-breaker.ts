/** Refused without trying: the service failed a moment ago, and its pause is not over. */
export class CircuitOpenError extends Error {
  override name = 'CircuitOpenError';
}

export interface CircuitBreakerOptions {
  /** Opens after so many failures in a row. */
  readonly failures: number;
  /** Stays open for so long; then one call may try, and its outcome decides. */
  readonly pauseMs: number;
  /** Which errors say that the service is away; the others are its answers. */
  readonly isFailure: (error: unknown) => boolean;
  readonly now?: () => number;
}

/** Keeps a dead service from costing every request a wait: after some failures calls fail at once, for a while. */
export class CircuitBreaker {
  private failures = 0;
  private retryAt = 0;
  private trying = false;

  constructor(private readonly options: CircuitBreakerOptions) {}

  /** True while calls are refused without being tried. */
  get isOpen(): boolean {
    return this.failures >= this.options.failures && (this.trying || this.now() < this.retryAt);
  }

  /** Runs the call. Rejects with its error, or at once with CircuitOpenError. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.isOpen) throw new CircuitOpenError('the service is away; not tried');
    const isTrial = this.failures >= this.options.failures;
    this.trying = isTrial;
    try {
      const value = await call();
      this.failures = 0;
      return value;
    } catch (error) {
      if (this.options.isFailure(error)) this.fail();
      else this.failures = 0;
      throw error;
    } finally {
      if (isTrial) this.trying = false;
    }
  }

  private fail(): void {
    this.failures += 1;
    this.retryAt = this.now() + this.options.pauseMs;
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}
