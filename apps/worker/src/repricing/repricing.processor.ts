import { Processor } from '@nestjs/bullmq';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { REPRICING_QUEUE, runRepricings } from '@tollgate/spend';
import { DataSource } from 'typeorm';

/** Prices calls anew. The job only says when; `spend_repricing` says which. */
@Processor(REPRICING_QUEUE.name, { concurrency: 1 })
export class RepricingProcessor extends QueueProcessor {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  @JobHandler(REPRICING_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    const done = await runRepricings(this.dataSource, (id, error) =>
      this.logger.error(`re-pricing ${id} failed: ${error instanceof Error ? error.message : 'unknown'}`),
    );
    if (done > 0) this.logger.log(`${done} re-pricing(s) worked out or booked`);
  }
}
