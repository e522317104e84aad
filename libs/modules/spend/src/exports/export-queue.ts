import { defineQueue } from '@tollgate/queue';

/**
 * The queue of exports. Its jobs carry nothing: `spend_export` says what is to be written. `nudge`: one was ordered just now.
 * `sweep`: the clock's, for those whose nudge was lost or whose worker died, and for files that were kept long enough.
 */
export const EXPORT_QUEUE = defineQueue('spend-export', ['nudge', 'sweep']);

/** An export whose nudge was lost waits about so long at most. */
export const EXPORT_SWEEP_EVERY_MS = 30_000;

/** Tells the workers that an export waits. The application provides it; a nudge that is lost only costs time. */
export abstract class ExportNudge {
  abstract nudge(): void;
}
