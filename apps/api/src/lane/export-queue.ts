import { type Services } from '@tollgate/config';
import { openQueue } from '@tollgate/queue';
import { EXPORT_QUEUE, type ExportNudge } from '@tollgate/spend';

/** The queue on which the worker hears that an export was ordered. */
export interface ExportQueue extends ExportNudge {
  close(): Promise<void>;
}

/** On Redis when there is one, else in the product's own Postgres. A nudge that is lost is made good by the sweep. */
export function openExportQueue(
  databaseUrl: string,
  redis: Services['redis'],
  onError: (error: Error) => void,
): ExportQueue {
  const backend =
    redis === null
      ? ({ kind: 'postgres', url: databaseUrl } as const)
      : ({ kind: 'redis', address: redis } as const);
  const queue = openQueue(EXPORT_QUEUE, backend, onError);
  const failed = (error: unknown) => onError(error instanceof Error ? error : new Error('unknown'));
  return {
    nudge: () => void queue.add('nudge', {}).catch(failed),
    close: () => queue.close(),
  };
}
