import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { type Queue } from 'bullmq';
import { handlersOf } from './job-handler.js';
import { type QueueDefinition } from './queue-definition.js';

/** Injection token: the queues whose jobs this process handles. */
export const HANDLED_QUEUES = Symbol('the queues whose jobs this process handles');
/** Injection token: the queues of this process. */
export const QUEUES = Symbol('the queues of this process');

/** A process that would leave a job undone, or do it twice, does not start. */
export class JobHandlerError extends Error {
  override name = 'JobHandlerError';
}

/** Checks at start that every job has exactly one handler. */
@Injectable()
export class HandlerAudit implements OnModuleInit {
  constructor(
    @Inject(QUEUES) private readonly queues: readonly QueueDefinition[],
    @Inject(HANDLED_QUEUES) private readonly handled: readonly QueueDefinition[],
    private readonly discovery: DiscoveryService,
    private readonly modules: ModuleRef,
  ) {}

  async onModuleInit(): Promise<void> {
    const faults = faultsOf(this.handled, this.handlers());
    if (faults.length === 0) return;
    // Nest closes nothing of an application that does not come up.
    for (const { name } of this.queues) {
      await this.modules.get<Queue>(getQueueToken(name), { strict: false }).close();
    }
    throw new JobHandlerError(faults.join('; '));
  }

  private handlers(): { queue: string; job: string }[] {
    return this.discovery
      .getProviders()
      .map(({ instance }): unknown => instance)
      .filter((instance): instance is object => typeof instance === 'object' && instance !== null)
      .flatMap((instance) => handlersOf(instance).map(({ handled }) => handled));
  }
}

/** What is wrong between the jobs that must be handled and the handlers there are. */
export function faultsOf(
  queues: readonly QueueDefinition[],
  handlers: readonly { readonly queue: string; readonly job: string }[],
): string[] {
  const missingOrTwice = queues.flatMap(({ name, jobs }) =>
    jobs.flatMap((job) => {
      const count = handlers.filter((handler) => handler.queue === name && handler.job === job).length;
      return count === 1 ? [] : [`the job ${job} of ${name} has ${count} handlers instead of one`];
    }),
  );
  const unknown = handlers
    .filter(({ queue, job }) => !queues.some(({ name, jobs }) => name === queue && jobs.includes(job)))
    .map(
      ({ queue, job }) =>
        `a handler is for the job ${job} of ${queue}, which is not among those handled here`,
    );
  return [...missingOrTwice, ...unknown];
}
