import { defineQueue } from '@tollgate/queue';

/** The queue of budget resets. `sweep` is the clock's and carries nothing: the tables say what is due. */
export const BUDGET_RESET_QUEUE = defineQueue('budget-resets', ['sweep']);

/** A window that is over is reset within about so long; limits count from zero at once. */
export const RESET_EVERY_MS = 10_000;
