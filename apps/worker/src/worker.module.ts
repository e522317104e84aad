import { getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { BUDGET_RESET_QUEUE, RESET_EVERY_MS } from '@tollgate/budgets';
import { BUDGET_CALENDAR, type BudgetCalendar, UTC_CALENDAR } from '@tollgate/core';
import { type QueueBackend, type QueueDefinition, QueueModule } from '@tollgate/queue';
import { ROLLUP_QUEUE, SWEEP_EVERY_MS } from '@tollgate/spend';
import { type Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { BudgetResetProcessor } from './budgets/budget-reset.processor.js';
import { ResetMessages } from './budgets/reset-messages.js';
import { RollupProcessor } from './rollup/rollup.processor.js';
import { SweepSchedule } from './schedule/sweep-schedule.js';

/** Background work: Nest without HTTP. Every job of the queues named here has exactly one handler, or it does not start. */
@Module({})
export class WorkerModule {
  /** @param dataSource connected; whoever made it closes it. */
  static with(
    dataSource: DataSource,
    backend: QueueBackend,
    calendar: BudgetCalendar = UTC_CALENDAR,
  ): DynamicModule {
    const queues = [ROLLUP_QUEUE, BUDGET_RESET_QUEUE];
    return {
      module: WorkerModule,
      imports: [QueueModule.forRoot({ backend, queues, handlesJobs: true })],
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: BUDGET_CALENDAR, useValue: calendar },
        { provide: ResetMessages, useFactory: () => new ResetMessages(backend) },
        RollupProcessor,
        BudgetResetProcessor,
        sweepEvery(SWEEP_EVERY_MS, ROLLUP_QUEUE),
        sweepEvery(RESET_EVERY_MS, BUDGET_RESET_QUEUE),
      ],
    };
  }
}

function sweepEvery(everyMs: number, { name }: QueueDefinition): Provider {
  return {
    provide: `sweep of ${name}`,
    useFactory: (queue: Queue) => new SweepSchedule(queue, everyMs),
    inject: [getQueueToken(name)],
  };
}
