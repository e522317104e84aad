import { type DynamicModule, Module } from '@nestjs/common';
import { type QueueBackend, QueueModule } from '@tollgate/queue';
import { ROLLUP_QUEUE } from '@tollgate/spend';
import { DataSource } from 'typeorm';
import { RollupProcessor } from './rollup/rollup.processor.js';
import { SweepSchedule } from './rollup/sweep-schedule.js';

/** Background work: Nest without HTTP. Every job of the queues named here has exactly one handler, or it does not start. */
@Module({})
export class WorkerModule {
  /** @param dataSource connected; whoever made it closes it. */
  static with(dataSource: DataSource, backend: QueueBackend): DynamicModule {
    return {
      module: WorkerModule,
      imports: [QueueModule.forRoot({ backend, queues: [ROLLUP_QUEUE], handlesJobs: true })],
      providers: [{ provide: DataSource, useValue: dataSource }, RollupProcessor, SweepSchedule],
    };
  }
}
