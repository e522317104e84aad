import { BullModule, BullRegistrar } from '@nestjs/bullmq';
import { type DynamicModule, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { HANDLED_QUEUES, HandlerAudit, QUEUES } from './handler-audit.js';
import { ListeningQueue } from './listening-queue.js';
import { type QueueBackend, useBackend } from './queue-backend.js';
import { type QueueDefinition } from './queue-definition.js';

export interface QueueModuleOptions {
  readonly backend: QueueBackend;
  /** The queues that can be injected with `@InjectQueue(name)`. */
  readonly queues: readonly QueueDefinition[];
  /** Does this process do the jobs (the worker), or only add them (the API)? */
  readonly handlesJobs: boolean;
}

/** Workers begin when the whole application stands, and after the audit has passed. */
@Injectable()
class WorkerStart implements OnApplicationBootstrap {
  constructor(private readonly registrar: BullRegistrar) {}

  onApplicationBootstrap(): void {
    this.registrar.register();
  }
}

/** BullMQ in Nest, on Postgres or Redis alike. */
@Module({})
export class QueueModule {
  static forRoot(options: QueueModuleOptions): DynamicModule {
    BullModule.queueClass = ListeningQueue;
    const connection = useBackend(options.backend);
    const bull = BullModule.forRootAsync({
      useFactory: () => connection,
      extraOptions: { manualRegistration: true },
    });
    const queues = BullModule.registerQueue(
      ...options.queues.map(({ name, defaults }) => ({ name, defaultJobOptions: defaults })),
    );
    return {
      module: QueueModule,
      global: true,
      imports: [bull, queues, DiscoveryModule],
      providers: [
        { provide: QUEUES, useValue: options.queues },
        { provide: HANDLED_QUEUES, useValue: options.handlesJobs ? options.queues : [] },
        HandlerAudit,
        ...(options.handlesJobs ? [WorkerStart] : []),
      ],
      exports: [queues],
    };
  }
}
