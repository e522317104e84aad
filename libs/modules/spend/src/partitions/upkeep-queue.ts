import { defineQueue } from '@tollgate/queue';

/** The queue of the ledger's upkeep. `sweep`: partitions of the months to come, and months that were kept long enough. */
export const UPKEEP_QUEUE = defineQueue('spend-upkeep', ['sweep']);

export const UPKEEP_EVERY_MS = 3_600_000;
