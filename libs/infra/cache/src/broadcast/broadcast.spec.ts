import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { freePort, type RedisServer, startRedis } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { connectRedis, type RedisConnection } from '../redis/redis-connection.js';
import { type Broadcast } from './broadcast.js';
import { PostgresBroadcast } from './postgres-broadcast.js';
import { RedisBroadcast } from './redis-broadcast.js';

const open: Broadcast[] = [];
afterEach(async () => {
  for (const broadcast of open.splice(0)) await broadcast.close();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5);
}

/** What a subscriber heard, in order; `gap` where it was told that it may have missed something. */
function listenTo(broadcast: Broadcast, channel = 'key.changed'): string[] {
  const heard: string[] = [];
  broadcast.subscribe(channel, {
    onMessage: (message) => heard.push(message),
    onGap: () => heard.push('gap'),
  });
  return heard;
}

/** What every transport promises. `interrupt` breaks the listening connections once. */
function promises(connect: () => Broadcast, interrupt: () => Promise<void>): void {
  const connected = () => {
    const broadcast = connect();
    open.push(broadcast);
    return broadcast;
  };

  it('reaches every process, the sender too, in order', async () => {
    const [one, two] = [connected(), connected()];
    const heard = [listenTo(one), listenTo(two)];
    await until(() => one.isConnected && two.isConnected);
    for (const message of ['a', 'ü {"x":1}', 'c']) await one.publish('key.changed', message);
    await until(() => heard.every((messages) => messages.length === 4));
    expect(heard).toEqual([
      ['gap', 'a', 'ü {"x":1}', 'c'],
      ['gap', 'a', 'ü {"x":1}', 'c'],
    ]);
  });

  it('hears only the channels it subscribed to, also those added later', async () => {
    const broadcast = connected();
    const first = listenTo(broadcast, 'first');
    await until(() => broadcast.isConnected);
    const second = listenTo(broadcast, 'second');
    await until(() => second.length === 1);
    await broadcast.publish('second', 'b');
    await broadcast.publish('first', 'a');
    await until(() => first.length === 2);
    expect([first, second]).toEqual([
      ['gap', 'a'],
      ['gap', 'b'],
    ]);
  });

  it('tells of a gap after an interruption, and hears again', async () => {
    const broadcast = connected();
    const heard = listenTo(broadcast);
    await until(() => heard.length === 1);
    await interrupt();
    await until(() => heard.length === 2 && broadcast.isConnected);
    await broadcast.publish('key.changed', 'after');
    await until(() => heard.length === 3);
    expect(heard).toEqual(['gap', 'gap', 'after']);
  });

  it('keeps a subscriber that throws from silencing the others', async () => {
    const broadcast = connected();
    broadcast.subscribe('key.changed', {
      onMessage: () => {
        throw new Error('a bug');
      },
      onGap: () => undefined,
    });
    const heard = listenTo(broadcast);
    await until(() => broadcast.isConnected);
    await broadcast.publish('key.changed', 'a');
    await until(() => heard.includes('a'));
  });

  it('carries 7999 bytes and refuses more', async () => {
    const broadcast = connected();
    const heard = listenTo(broadcast);
    await until(() => broadcast.isConnected);
    await broadcast.publish('key.changed', 'ü'.repeat(3999) + 'x');
    await until(() => heard.length === 2);
    await expect(broadcast.publish('key.changed', 'ü'.repeat(4000))).rejects.toThrow(RangeError);
  });

  it('hears nothing any more after close', async () => {
    const [one, two] = [connected(), connected()];
    const heard = [listenTo(one), listenTo(two)];
    await until(() => one.isConnected && two.isConnected);
    await one.close();
    await two.publish('key.changed', 'a');
    await until(() => heard[1]?.length === 2);
    expect(one.isConnected).toBe(false);
    expect(heard[0]).toEqual(['gap']);
  });
}

describe('PostgresBroadcast', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate: false });
  });
  afterAll(() => database.drop());

  promises(
    () => new PostgresBroadcast({ url: database.url }),
    async () => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'tollgate broadcast' AND datname = current_database()`,
      );
      await client.end();
    },
  );

  it('publishes nothing, and says so, while it is not connected', async () => {
    const url = new URL(database.url);
    url.port = '1';
    const broadcast = new PostgresBroadcast({ url: url.href });
    open.push(broadcast);
    listenTo(broadcast);
    await expect(broadcast.publish('key.changed', 'a')).rejects.toThrow('away');
  });
});

describeWith('redis-server', 'RedisBroadcast on one server', () => {
  let server: RedisServer;
  let redis: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    redis = connectRedis({ kind: 'single', url: server.url });
    await redis.ready(5_000);
  });
  afterAll(async () => {
    redis.close();
    await server.stop();
  });

  promises(
    () => new RedisBroadcast({ redis }),
    () => killSubscribers(server.url),
  );
});

describeWith('redis-server', 'RedisBroadcast on a cluster', () => {
  let cluster: { port: number; stop(): Promise<void> };
  let redis: RedisConnection;
  beforeAll(async () => {
    cluster = await startClusterNode();
    redis = connectRedis({
      kind: 'cluster',
      nodes: [{ host: '127.0.0.1', port: cluster.port }],
      username: null,
      password: null,
      tls: false,
    });
    await redis.ready(5_000);
  });
  afterAll(async () => {
    redis.close();
    await cluster.stop();
  });

  promises(
    () => new RedisBroadcast({ redis }),
    () => killSubscribers(`redis://127.0.0.1:${cluster.port}`),
  );
});

async function killSubscribers(url: string): Promise<void> {
  const client = new Redis(url);
  await client.client('KILL', 'TYPE', 'PUBSUB');
  client.disconnect();
}

/** A cluster of one node that owns every slot. Alone it would not know its own address, so it is told. */
async function startClusterNode(): Promise<{ port: number; stop(): Promise<void> }> {
  // The cluster's bus listens 10000 above the port.
  let port = await freePort();
  while (port > 55_000) port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'redis-cluster-'));
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    dir: folder,
    'cluster-enabled': 'yes',
    'cluster-announce-ip': '127.0.0.1',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const client = new Redis(port, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.cluster('ADDSLOTSRANGE', 0, 16383);
  while (!String(await client.cluster('INFO')).includes('cluster_state:ok')) await setTimeout(20);
  client.disconnect();
  return {
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}
