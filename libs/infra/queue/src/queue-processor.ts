import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { handlersOf } from './job-handler.js';

/**
 * The worker of one queue: extend it, mark the class with `@Processor(queue.name)` and its methods with `@JobHandler`.
 * A job that nobody handles fails visibly, never in silence.
 */
export abstract class QueueProcessor extends WorkerHost {
  protected readonly logger = new Logger(this.constructor.name);

  /** Gives the job to its handler. */
  override async process(job: Job): Promise<unknown> {
    const handler = handlersOf(this).find(({ handled }) => handled.job === job.name);
    if (!handler) throw new UnrecoverableError(`nobody handles the job ${job.name} of ${job.queueName}`);
    return await handler.call(job);
  }

  /** Without a listener an error of the connection would end the process; it connects again by itself. */
  @OnWorkerEvent('error')
  onConnectionError(error: Error): void {
    this.logger.warn(`the queue is away: ${error.message}`);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    const attempts = job?.opts.attempts ?? 1;
    const made = job?.attemptsMade ?? 1;
    const what = `${job?.name ?? 'a job'} failed (attempt ${made} of ${attempts}): ${error.message}`;
    if (made < attempts) this.logger.warn(what);
    else this.logger.error(what, error.stack);
  }
}
