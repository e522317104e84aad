import { Queue } from 'bullmq';
import { type QueueBackend, useBackend } from './queue-backend.js';
import { type QueueDefinition } from './queue-definition.js';

/**
 * A queue to add jobs to, where there is no Nest module. Connects by itself, also again; close it at the end.
 * @param onError told when the connection fails; jobs added meanwhile wait or are refused.
 */
export function openQueue<Name extends string>(
  definition: QueueDefinition<Name>,
  backend: QueueBackend,
  onError: (error: Error) => void,
): Queue<unknown, unknown, Name> {
  const queue = new Queue<unknown, unknown, Name>(definition.name, {
    ...useBackend(backend),
    defaultJobOptions: definition.defaults,
  });
  queue.on('error', onError);
  return queue;
}
