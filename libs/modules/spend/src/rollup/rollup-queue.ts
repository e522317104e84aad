import { defineQueue } from '@tollgate/queue';

/**
 * The queue of the rollup. Its jobs carry nothing: the outbox in Postgres says what is to be done.
 * `nudge`: events were stored just now. `sweep`: the clock's, for hours whose nudge was lost.
 */
export const ROLLUP_QUEUE = defineQueue('spend-rollup', ['nudge', 'sweep']);

/** An hour whose nudge was lost waits about so long at most. */
export const SWEEP_EVERY_MS = 15_000;
