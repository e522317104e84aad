import { describe, expect, it } from '@jest/globals';
import { type Broadcast, type Subscriber } from '@tollgate/cache';
import { type OwnerKind } from '@tollgate/core';
import { hashOfKey } from '../domain/key-text.js';
import { KEY_CHANGED, KeyChangeBroadcast } from './key-change-broadcast.js';

class Wire implements Broadcast {
  readonly sent: string[] = [];
  readonly isConnected = true;
  subscriber: Subscriber | null = null;
  failures = 0;

  async publish(channel: string, message: string): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('away');
    }
    this.sent.push(`${channel} ${message}`);
  }
  subscribe(_: string, subscriber: Subscriber): () => void {
    this.subscriber = subscriber;
    return () => (this.subscriber = null);
  }
  async close(): Promise<void> {}
}

class Directory {
  readonly dropped: string[] = [];
  revalidations = 0;
  drop(hashes: readonly string[]): void {
    this.dropped.push(...hashes);
  }
  readonly droppedOwners: string[] = [];
  dropOwned(kind: OwnerKind, ids: readonly string[]): void {
    this.droppedOwners.push(...ids.map((id) => `${kind} ${id}`));
  }
  revalidateAll(): void {
    this.revalidations += 1;
  }
}

const HASH = hashOfKey('sk-a');

function world() {
  const wire = new Wire();
  const directory = new Directory();
  const errors: unknown[] = [];
  const broadcast = new KeyChangeBroadcast(directory, wire, (error) => errors.push(error));
  return { wire, directory, errors, broadcast };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('KeyChangeBroadcast', () => {
  it('forgets a changed key here before the message is sent', async () => {
    const { wire, directory, broadcast } = world();
    broadcast.changed([HASH]);
    expect(directory.dropped).toEqual([HASH]);
    await until(() => wire.sent.length === 1);
    expect(wire.sent).toEqual([`${KEY_CHANGED} ${HASH}`]);
  });

  it('forgets what another process says has changed, and no nonsense', () => {
    const { wire, directory } = world();
    wire.subscriber?.onMessage(`${HASH},nonsense`);
    expect(directory.dropped).toEqual([HASH]);
  });

  it('distrusts everything after a gap', () => {
    const { wire, directory } = world();
    wire.subscriber?.onGap();
    expect(directory.revalidations).toBe(1);
  });

  it('sends again what could not be sent', async () => {
    const { wire, errors, broadcast } = world();
    wire.failures = 1;
    broadcast.changed([HASH]);
    await until(() => wire.sent.length === 1);
    expect(errors).toHaveLength(1);
    broadcast.close();
  });

  it('splits a thousand keys into messages every transport carries', async () => {
    const { wire, broadcast } = world();
    broadcast.changed(Array.from({ length: 1_000 }, (_, each) => hashOfKey(`sk-${each}`)));
    await until(() => wire.sent.length === 10);
    expect(Math.max(...wire.sent.map((message) => message.length))).toBeLessThan(7_999);
  });

  it('tells of owners, whatever their ids hold', async () => {
    const here = world();
    here.broadcast.ownersChanged('team', ['a,b:c', 'ü']);
    expect(here.directory.droppedOwners).toEqual(['team a,b:c', 'team ü']);
    await until(() => here.wire.sent.length === 1);
    const there = world();
    there.wire.subscriber?.onMessage(here.wire.sent[0]?.slice(KEY_CHANGED.length + 1) ?? '');
    expect(there.directory.droppedOwners).toEqual(['team a,b:c', 'team ü']);
  });

  it('leaves owners alone that it cannot read', () => {
    const { wire, directory } = world();
    wire.subscriber?.onMessage('team:%E0%A4%A,galaxy:x,user:');
    expect(directory.droppedOwners).toEqual([]);
  });

  it('splits owners with long ids as well', async () => {
    const { wire, broadcast } = world();
    broadcast.ownersChanged(
      'user',
      Array.from({ length: 20 }, (_, each) => 'ä'.repeat(250) + each),
    );
    await until(() => wire.sent.join(',').match(/user:/g)?.length === 20);
    expect(Math.max(...wire.sent.map((message) => message.length))).toBeLessThan(7_999);
  });
});
