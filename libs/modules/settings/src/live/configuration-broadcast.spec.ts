import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Broadcast } from '@tollgate/cache';
import { CONFIGURATION_CHANGED, ConfigurationBroadcast } from './configuration-broadcast.js';

type Subscriber = Parameters<Broadcast['subscribe']>[1];

/** A transport without a network: what one sends, all hear. */
class Wire implements Broadcast {
  readonly sent: string[] = [];
  readonly #subscribers = new Set<Subscriber>();
  away = false;
  readonly isConnected = true;

  async publish(channel: string): Promise<void> {
    if (this.away) throw new Error('away');
    this.sent.push(channel);
    for (const { onMessage } of this.#subscribers) onMessage('changed');
  }
  subscribe(_: string, subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }
  gap(): void {
    for (const { onGap } of this.#subscribers) onGap();
  }
  async close(): Promise<void> {
    this.#subscribers.clear();
  }
}

describe('ConfigurationBroadcast', () => {
  const open: ConfigurationBroadcast[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });

  function listening(wire: Wire, reload: () => Promise<void>, stale = () => false) {
    const troubles: string[] = [];
    const changes = new ConfigurationBroadcast({
      broadcast: wire,
      reload,
      isStale: async () => stale(),
      onTrouble: (what) => troubles.push(what),
    });
    open.push(changes);
    return { changes, troubles };
  }

  it('acts by a change before it resolves, and tells the other processes', async () => {
    const wire = new Wire();
    const reloaded: string[] = [];
    const here = listening(wire, async () => void reloaded.push('here'));
    listening(wire, async () => void reloaded.push('there'));
    await here.changes.changed();
    expect(reloaded).toContain('here');
    await setImmediate();
    expect(reloaded).toContain('there');
    expect(wire.sent).toEqual([CONFIGURATION_CHANGED]);
  });

  it('reads again when a change arrives during a reload, but never twice at once', async () => {
    let running = 0;
    let most = 0;
    let reads = 0;
    const { changes } = listening(new Wire(), async () => {
      most = Math.max(most, ++running);
      reads += 1;
      await setImmediate();
      running -= 1;
    });
    await Promise.all([changes.changed(), changes.changed(), changes.changed()]);
    expect(most).toBe(1);
    expect(reads).toBeGreaterThanOrEqual(2);
  });

  it('looks after a gap in the messages, and reads only when something changed', async () => {
    const wire = new Wire();
    let stale = false;
    let reads = 0;
    listening(
      wire,
      async () => void (reads += 1),
      () => stale,
    );
    wire.gap();
    await setImmediate();
    expect(reads).toBe(0);
    stale = true;
    wire.gap();
    await setImmediate();
    expect(reads).toBe(1);
  });

  it('tells of trouble and does not reject when the database or the transport is away', async () => {
    const wire = new Wire();
    wire.away = true;
    const { changes, troubles } = listening(wire, () => Promise.reject(new Error('away')));
    await changes.changed();
    await setImmediate();
    expect(troubles.toSorted()).toEqual(['reading', 'telling']);
  });
});
