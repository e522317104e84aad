import { defineQueue } from '@tollgate/queue';

/** The queue of re-pricings. Its jobs carry nothing: `spend_repricing` says what is to be done. */
export const REPRICING_QUEUE = defineQueue('spend-repricing', ['sweep']);

/** What was asked for or approved waits about so long at most. */
export const REPRICING_SWEEP_EVERY_MS = 5_000;
