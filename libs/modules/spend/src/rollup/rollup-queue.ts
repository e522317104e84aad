/** The BullMQ queue of the rollup. Its jobs carry nothing: the outbox in Postgres says what is to be done. */
export const ROLLUP_QUEUE = 'spend-rollup';

/** `nudge`: events were stored just now. `sweep`: the clock's, for hours whose nudge was lost. */
export type RollupJobName = 'nudge' | 'sweep';

export const SWEEP_EVERY_MS = 15_000;

/**
 * A job may fail when the database restarts under it; done jobs leave nothing behind, failed ones a few for the operator.
 */
export const ROLLUP_JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: 50,
} as const;
