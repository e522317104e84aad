import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { type Duration } from '@tollgate/core';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { dropExpiredMonths, keptSince, makeMonths, UPKEEP_QUEUE } from '@tollgate/spend';
import { DataSource } from 'typeorm';
import { retentionPolicy } from './retention-policy.js';

/** How long the worker was told to keep rows of calls; null: for ever. */
export const SPEND_RETENTION = Symbol('SpendRetention');

/** Keeps the ledger's partitions: makes those of the months to come, and drops those that were kept long enough. */
@Processor(UPKEEP_QUEUE.name, { concurrency: 1 })
export class UpkeepProcessor extends QueueProcessor {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SPEND_RETENTION) private readonly retention: Duration | null,
  ) {
    super();
  }

  @JobHandler(UPKEEP_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    const now = new Date();
    const made = await makeMonths(this.dataSource, now);
    if (made.length > 0) this.logger.log(`partitions made: ${made.join(', ')}`);
    const policy = await retentionPolicy(this.dataSource, this.retention);
    if (policy === null) return;
    const { dropped, kept } = await dropExpiredMonths(this.dataSource, keptSince(policy, now), now);
    if (dropped.length > 0)
      this.logger.log(`calls of ${dropped.join(', ')} were kept long enough and are gone`);
    for (const { month, reason } of kept)
      this.logger.warn(`calls of ${month} are kept although due: ${reason}`);
  }
}
