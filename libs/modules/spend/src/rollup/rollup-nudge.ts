/** Sends one nudge to the workers; rejects when the queue cannot be reached. */
export type SendNudge = () => Promise<unknown>;

/**
 * Tells the workers that hours are pending: at most one nudge in `intervalMs`, one under way at a time, and always one after
 * the last call. A nudge that fails is only reported: the sweep finds the hour.
 */
export class RollupNudge {
  private timer: NodeJS.Timeout | null = null;
  private sending = false;
  private wanted = false;
  private stopped = false;

  constructor(
    private readonly send: SendNudge,
    private readonly onError: (error: unknown) => void,
    private readonly intervalMs = 1_000,
  ) {}

  nudge(): void {
    this.wanted = true;
    if (this.timer === null && !this.sending && !this.stopped) this.fire();
  }

  /** Sends nothing any more; a nudge that is under way is left to itself. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.stopped = true;
  }

  private fire(): void {
    this.wanted = false;
    this.sending = true;
    this.send().then(
      () => this.rest(),
      (error: unknown) => {
        this.onError(error);
        this.rest();
      },
    );
  }

  private rest(): void {
    this.sending = false;
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.wanted) this.fire();
    }, this.intervalMs);
    this.timer.unref();
  }
}
