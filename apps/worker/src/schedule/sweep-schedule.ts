import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Queue } from 'bullmq';

const RETRY_MS = 5_000;

/**
 * Keeps the job `sweep` on the clock of a queue. Every worker says so at its start; the schedule itself lives in the queue,
 * once. When the queue cannot be reached it is said again until it is heard.
 */
export class SweepSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('SweepSchedule');
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly queue: Pick<Queue, 'name' | 'upsertJobScheduler'>,
    private readonly everyMs: number,
  ) {}

  /** Does not wait: the worker is useful before its clock is set. */
  onApplicationBootstrap(): void {
    this.queue
      .upsertJobScheduler('sweep', { every: this.everyMs }, { name: 'sweep' })
      .catch((error: unknown) => {
        if (this.stopped) return;
        const text = error instanceof Error ? error.message : String(error);
        const what = `the sweep of ${this.queue.name} cannot be scheduled yet (${text})`;
        this.logger.warn(`${what}; trying again in ${RETRY_MS} ms`);
        this.timer = setTimeout(() => this.onApplicationBootstrap(), RETRY_MS);
      });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }
}
