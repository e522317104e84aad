import { type Server } from 'node:http';
import { type Gateway } from '@tollgate/gateway';
import { type Readiness } from '../health/readiness.js';

/** Open requests get so long to finish once a stop is asked for; what is open then is cut off. */
export const DRAIN_LIMIT_MS = 30_000;
const IDLE_SWEEP_MS = 100;

/** Takes no new connection, lets open requests finish, and closes what is still open after the limit. */
export async function drainServer(
  server: Server,
  gateway: Pick<Gateway, 'drain'>,
  readiness: Pick<Readiness, 'drain'>,
  limitMs = DRAIN_LIMIT_MS,
): Promise<void> {
  readiness.drain();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection becomes idle after its last reply, and would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const cutOff = setTimeout(() => server.closeAllConnections(), limitMs);
  try {
    await closed;
    await gateway.drain();
  } finally {
    clearInterval(sweep);
    clearTimeout(cutOff);
  }
}
