import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { unreachable } from '@tollgate/core';
import { type Step } from './stream-plan.js';

/** Long enough for bytes to cross the loopback and be read on a busy machine. */
const ARRIVAL_MS = 50;

/** How a reply came to its end, seen from the fake's side of the socket. */
export type Ending = 'complete' | 'cut-by-fault' | 'client-left';

/**
 * Carries out the steps of a reply, waiting for the socket to drain. Each write is its own network write.
 * @param onEvent called after each event that was handed to the socket whole
 * @param left aborted when the client closes the connection
 */
export async function perform(
  steps: readonly Step[],
  response: ServerResponse,
  left: AbortSignal,
  onEvent: () => void,
): Promise<Ending> {
  const apart = steps.some((step) => step.do === 'write' && !step.completesEvent);
  for (const step of steps) {
    if (left.aborted) return 'client-left';
    switch (step.do) {
      case 'write':
        if (!response.write(step.bytes)) {
          await once(response, 'drain', { signal: left }).catch(() => undefined);
        }
        // Without a turn of the event loop between them, small writes would leave in one packet.
        if (apart) await nextTurn();
        if (step.completesEvent && !left.aborted) onEvent();
        break;
      case 'wait':
        await sleep(step.ms, undefined, { signal: left }).catch(() => undefined);
        break;
      case 'hang':
        await aborted(left);
        return 'client-left';
      case 'reset':
        // A reset makes the receiver drop what it has not read yet; what was sent is meant to arrive.
        await sleep(ARRIVAL_MS, undefined, { signal: left }).catch(() => undefined);
        response.socket?.resetAndDestroy();
        return 'cut-by-fault';
      case 'end':
        response.end();
        return left.aborted ? 'client-left' : 'complete';
      default:
        return unreachable(step);
    }
  }
  return 'complete';
}

/** Settles when the client has left. */
export async function aborted(left: AbortSignal): Promise<void> {
  if (!left.aborted) await once(left, 'abort');
}
