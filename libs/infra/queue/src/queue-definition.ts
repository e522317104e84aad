import { type JobsOptions } from 'bullmq';

/**
 * A queue and the closed list of its jobs. The module whose jobs they are defines it; the API adds jobs, the worker has
 * exactly one handler for each.
 */
export interface QueueDefinition<JobName extends string = string> {
  readonly name: string;
  readonly jobs: readonly JobName[];
  readonly defaults: JobsOptions;
}

/**
 * Database and Redis restart under a running job, which then counts as failed though it may be done: so every job is
 * tried again and every handler is safe to run twice. Done jobs leave nothing behind, failed ones a few to look at.
 */
export const JOB_DEFAULTS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: { count: 100 },
} as const satisfies JobsOptions;

/** @param defaults replaces single ones of JOB_DEFAULTS; `attempts` is at least 3. */
export function defineQueue<const JobName extends string>(
  name: string,
  jobs: readonly JobName[],
  defaults: JobsOptions = {},
): QueueDefinition<JobName> {
  const merged = { ...JOB_DEFAULTS, ...defaults };
  if (merged.attempts < 3) throw new RangeError(`the jobs of ${name} must be tried at least 3 times`);
  return { name, jobs, defaults: merged };
}
