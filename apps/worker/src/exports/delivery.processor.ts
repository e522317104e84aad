import { InjectQueue, Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import {
  DELIVERY_QUEUE,
  deliverDue,
  type DeliveryMeans,
  EXPORT_QUEUE,
  ScheduleStore,
  startDueSchedules,
} from '@tollgate/spend';
import { type Queue } from 'bullmq';
import { DataSource } from 'typeorm';

/** Injection token: how files leave the house. */
export const DELIVERY_MEANS = Symbol('DeliveryMeans');

/** Orders the exports of schedules, and delivers their files. The job only says when; the tables say what. */
@Processor(DELIVERY_QUEUE.name, { concurrency: 1 })
export class DeliveryProcessor extends QueueProcessor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly schedules: ScheduleStore,
    @Inject(DELIVERY_MEANS) private readonly means: DeliveryMeans,
    @InjectQueue(EXPORT_QUEUE.name) private readonly exports: Queue,
  ) {
    super();
  }

  @JobHandler(DELIVERY_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    const started = await startDueSchedules(this.dataSource, new Date());
    if (started > 0) {
      this.logger.log(`${started} scheduled export(s) ordered`);
      await this.exports.add('nudge', {});
    }
    const { delivered, problems } = await deliverDue(this.dataSource, this.schedules, this.means);
    if (delivered > 0) this.logger.log(`${delivered} file(s) delivered`);
    for (const problem of problems) this.logger.warn(problem);
  }
}
