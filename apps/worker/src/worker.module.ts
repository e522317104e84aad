import { randomUUID } from 'node:crypto';
import { getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ALERT_QUEUE, ALERT_SWEEP_EVERY_MS, AlertSettingsStore } from '@tollgate/alerts';
import { BUDGET_RESET_QUEUE, RESET_EVERY_MS } from '@tollgate/budgets';
import { BUDGET_CALENDAR } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { type QueueDefinition, QueueModule } from '@tollgate/queue';
import {
  DELIVERY_QUEUE,
  DELIVERY_SWEEP_EVERY_MS,
  EXPORT_QUEUE,
  EXPORT_SWEEP_EVERY_MS,
  REPRICING_QUEUE,
  REPRICING_SWEEP_EVERY_MS,
  ROLLUP_QUEUE,
  ScheduleStore,
  SWEEP_EVERY_MS,
  UPKEEP_EVERY_MS,
  UPKEEP_QUEUE,
} from '@tollgate/spend';
import { type Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { AlertProcessor } from './alerts/alert.processor.js';
import { BudgetResetProcessor } from './budgets/budget-reset.processor.js';
import { ResetMessages } from './budgets/reset-messages.js';
import { DELIVERY_MEANS, DeliveryProcessor } from './exports/delivery.processor.js';
import { DATABASE_URL, ExportProcessor } from './exports/export.processor.js';
import { RepricingProcessor } from './repricing/repricing.processor.js';
import { RollupProcessor } from './rollup/rollup.processor.js';
import { SweepSchedule } from './schedule/sweep-schedule.js';
import { SPEND_RETENTION, UpkeepProcessor } from './upkeep/upkeep.processor.js';
import { type WorkerSettings } from './worker-settings.js';

/** Background work: Nest without HTTP. Every job of the queues named here has exactly one handler, or it does not start. */
@Module({})
export class WorkerModule {
  /** @param dataSource connected; whoever made it closes it. */
  static with(dataSource: DataSource, settings: Omit<WorkerSettings, 'databaseUrl'>): DynamicModule {
    const { backend, calendar, delivery, spendRetention } = settings;
    const queues = [
      ROLLUP_QUEUE,
      BUDGET_RESET_QUEUE,
      EXPORT_QUEUE,
      DELIVERY_QUEUE,
      UPKEEP_QUEUE,
      REPRICING_QUEUE,
      ALERT_QUEUE,
    ];
    return {
      module: WorkerModule,
      imports: [QueueModule.forRoot({ backend, queues, handlesJobs: true })],
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: BUDGET_CALENDAR, useValue: calendar },
        { provide: SPEND_RETENTION, useValue: spendRetention },
        { provide: ResetMessages, useFactory: () => new ResetMessages(backend) },
        { provide: DATABASE_URL, useFactory: () => urlOf(dataSource) },
        { provide: DELIVERY_MEANS, useValue: delivery },
        { provide: SecretCipher, useFactory: () => cipherOf(settings) },
        ScheduleStore,
        AlertSettingsStore,
        RollupProcessor,
        ExportProcessor,
        DeliveryProcessor,
        AlertProcessor,
        BudgetResetProcessor,
        UpkeepProcessor,
        RepricingProcessor,
        sweepEvery(SWEEP_EVERY_MS, ROLLUP_QUEUE),
        sweepEvery(RESET_EVERY_MS, BUDGET_RESET_QUEUE),
        sweepEvery(EXPORT_SWEEP_EVERY_MS, EXPORT_QUEUE),
        sweepEvery(UPKEEP_EVERY_MS, UPKEEP_QUEUE),
        sweepEvery(DELIVERY_SWEEP_EVERY_MS, DELIVERY_QUEUE),
        sweepEvery(REPRICING_SWEEP_EVERY_MS, REPRICING_QUEUE),
        sweepEvery(ALERT_SWEEP_EVERY_MS, ALERT_QUEUE),
      ],
    };
  }
}

/** Without a salt key nothing that is stored can be read, which deliveries then say. */
function cipherOf({
  saltKey,
  previousSaltKeys,
}: Pick<WorkerSettings, 'saltKey' | 'previousSaltKeys'>): SecretCipher {
  return new SecretCipher(saltKey ?? randomUUID(), previousSaltKeys);
}

/** The address a data source was made with; `createDataSource` always takes one. */
function urlOf({ options }: DataSource): string {
  if ('url' in options && typeof options.url === 'string') return options.url;
  throw new Error('The data source of the worker has no address.');
}

function sweepEvery(everyMs: number, { name }: QueueDefinition): Provider {
  return {
    provide: `sweep of ${name}`,
    useFactory: (queue: Queue) => new SweepSchedule(queue, everyMs),
    inject: [getQueueToken(name)],
  };
}
