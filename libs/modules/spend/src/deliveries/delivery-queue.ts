import { defineQueue } from '@tollgate/queue';

/** The clock of schedules and deliveries; the tables say whose time has come. */
export const DELIVERY_QUEUE = defineQueue('spend-delivery', ['sweep']);

/** A file goes out about so long after it was written. */
export const DELIVERY_SWEEP_EVERY_MS = 10_000;
