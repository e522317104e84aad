import { defineQueue } from '@tollgate/queue';

/** The clock of alerts; the tables say what there is to tell. */
export const ALERT_QUEUE = defineQueue('alert', ['sweep']);

/** Something is told about so long after it happened. */
export const ALERT_SWEEP_EVERY_MS = 20_000;
