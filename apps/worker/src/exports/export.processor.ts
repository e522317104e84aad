import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { EXPORT_QUEUE, ExportStore, writeQueuedExports } from '@tollgate/spend';
import { DataSource } from 'typeorm';

/** Where the database is: exports read it on connections of their own. */
export const DATABASE_URL = Symbol('DatabaseUrl');

/** Writes exports. The job only says when; `spend_export` says which. */
@Processor(EXPORT_QUEUE.name, { concurrency: 1 })
export class ExportProcessor extends QueueProcessor {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
  ) {
    super();
  }

  @JobHandler(EXPORT_QUEUE, 'nudge')
  async nudged(): Promise<void> {
    await this.write();
  }

  @JobHandler(EXPORT_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    await this.write();
    await new ExportStore(this.dataSource).removeExpired();
  }

  private async write(): Promise<void> {
    const source = { dataSource: this.dataSource, databaseUrl: this.databaseUrl };
    const written = await writeQueuedExports(source, (id, error) =>
      this.logger.error(
        `export ${id} could not be written: ${error instanceof Error ? error.message : 'unknown'}`,
      ),
    );
    if (written > 0) this.logger.log(`${written} export(s) written`);
  }
}
