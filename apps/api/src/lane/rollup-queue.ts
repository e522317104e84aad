import { type Services } from '@tollgate/config';
import { openQueue } from '@tollgate/queue';
import { ROLLUP_QUEUE, type SendNudge } from '@tollgate/spend';

/** The queue on which the worker hears that spend was stored. */
export interface RollupQueue {
  readonly nudge: SendNudge;
  close(): Promise<void>;
}

/** On Redis when there is one, else in the product's own Postgres. Connects by itself, also again. */
export function openRollupQueue(
  databaseUrl: string,
  redis: Services['redis'],
  onError: (error: Error) => void,
): RollupQueue {
  const backend =
    redis === null
      ? ({ kind: 'postgres', url: databaseUrl } as const)
      : ({ kind: 'redis', address: redis } as const);
  const queue = openQueue(ROLLUP_QUEUE, backend, onError);
  return { nudge: () => queue.add('nudge', {}), close: () => queue.close() };
}
