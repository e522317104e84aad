import { randomUUID } from 'node:crypto';
import { type Broadcast } from '@tollgate/cache';
import { type DeploymentStats, HealthShare } from '@tollgate/routing';
import { atMostEvery } from './at-most-every.js';

const CHANNEL = 'deployment_health';
const TELL_EVERY_MS = 200;
const WARN_EVERY_MS = 60_000;

/** What the processes tell each other of deployments, until it is closed. */
export interface SharedHealth {
  close(): void;
}

/**
 * Tells the other processes what this one learns of deployments, in the background and never on the way of a call: five times a
 * second at most, all in one. While messages do not get through, each process goes by what it knows itself.
 */
export function openSharedHealth(
  stats: DeploymentStats,
  broadcast: Broadcast,
  warn: (message: string) => void,
): SharedHealth {
  const share = new HealthShare(stats, randomUUID());
  const complain = atMostEvery(WARN_EVERY_MS, () =>
    warn(
      'what is known of deployments cannot be shared with other processes; each goes by its own knowledge',
    ),
  );
  const stop = broadcast.subscribe(CHANNEL, {
    onMessage: (text) => share.receive(text, Date.now()),
    onGap: () => share.beginAnew(),
  });
  let isTelling = false;
  const tell = async (): Promise<void> => {
    isTelling = true;
    try {
      for (const text of share.messages(Date.now())) await broadcast.publish(CHANNEL, text);
    } catch {
      share.beginAnew();
      complain();
    } finally {
      isTelling = false;
    }
  };
  const timer = setInterval(() => {
    // A transport that is slow gets no second batch before it has taken the first.
    if (!isTelling && broadcast.isConnected) void tell();
  }, TELL_EVERY_MS);
  timer.unref();
  return {
    close: () => {
      clearInterval(timer);
      stop();
    },
  };
}
