import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ROLLUP_QUEUE, SWEEP_EVERY_MS } from '@tollgate/spend';
import { Queue } from 'bullmq';

const RETRY_MS = 5_000;

/**
 * Keeps the sweep on the queue's clock. Every worker says so at its start; the schedule itself lives in the queue, once.
 * When the queue cannot be reached it is said again until it is heard.
 */
@Injectable()
export class SweepSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('SweepSchedule');
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(@InjectQueue(ROLLUP_QUEUE.name) private readonly queue: Queue) {}

  /** Does not wait: the worker is useful before its clock is set. */
  onApplicationBootstrap(): void {
    this.queue
      .upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep' })
      .catch((error: unknown) => {
        if (this.stopped) return;
        const text = error instanceof Error ? error.message : String(error);
        this.logger.warn(`the sweep cannot be scheduled yet (${text}); trying again in ${RETRY_MS} ms`);
        this.timer = setTimeout(() => this.onApplicationBootstrap(), RETRY_MS);
      });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }
}
