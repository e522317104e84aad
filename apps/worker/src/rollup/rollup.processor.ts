import { Processor } from '@nestjs/bullmq';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { ROLLUP_QUEUE, rollUpPendingHours } from '@tollgate/spend';
import { DataSource } from 'typeorm';

/** Brings the hourly rollup up to date. A job only says when; the outbox in Postgres says which hours. */
@Processor(ROLLUP_QUEUE.name, { concurrency: 1 })
export class RollupProcessor extends QueueProcessor {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  /** Events were stored just now. */
  @JobHandler(ROLLUP_QUEUE, 'nudge')
  async nudge(): Promise<void> {
    await this.rollUp();
  }

  /** By the clock: finds hours whose nudge was lost. */
  @JobHandler(ROLLUP_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    const hours = await this.rollUp();
    if (hours > 0) this.logger.log(`the sweep found ${hours} pending hour(s)`);
  }

  private async rollUp(): Promise<number> {
    const startedAt = performance.now();
    const hours = await rollUpPendingHours(this.dataSource);
    const took = Math.round(performance.now() - startedAt);
    if (hours > 0) this.logger.debug(`${hours} hour(s) recomputed in ${took} ms`);
    return hours;
  }
}
