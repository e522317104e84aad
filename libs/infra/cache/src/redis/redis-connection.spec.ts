import { afterEach, expect, it } from '@jest/globals';
import { type RedisServer, freePort, startRedis } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { CircuitOpenError } from './circuit-breaker.js';
import { connectRedis, isRedisAway, type RedisConnection } from './redis-connection.js';

let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});

function connect(url: string): RedisConnection {
  const redis = connectRedis({ kind: 'single', url });
  ends.push(() => redis.close());
  return redis;
}

async function start(port?: number): Promise<RedisServer> {
  const server = await startRedis(port);
  ends.push(() => server.stop());
  return server;
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const get = (redis: RedisConnection) => redis.run((client) => client.get('key'));

describeWith('redis-server', 'RedisConnection', () => {
  it('starts while Redis is away, fails at once, and works when it comes', async () => {
    const port = await freePort();
    const redis = connect(`redis://127.0.0.1:${port}`);
    expect(isRedisAway(await errorOf(get(redis)))).toBe(true);
    await start(port);
    await redis.ready(5_000);
    await redis.run((client) => client.set('key', 'value'));
    expect(await get(redis)).toBe('value');
  });

  it('comes back by itself after Redis was away', async () => {
    const server = await start();
    const redis = connect(server.url);
    await redis.ready(5_000);
    await server.stop();
    expect(isRedisAway(await errorOf(get(redis)))).toBe(true);
    await start(server.port);
    await redis.ready(5_000);
    expect(await get(redis)).toBeNull();
  });

  it('passes on what Redis answers, and stays available', async () => {
    const redis = connect((await start()).url);
    await redis.ready(5_000);
    for (let count = 0; count < 5; count++) {
      const error = await errorOf(redis.run((client) => client.call('NOSUCHCOMMAND')));
      expect(isRedisAway(error)).toBe(false);
    }
    expect(redis.isAvailable).toBe(true);
  });

  it('stops trying a Redis that no longer answers', async () => {
    const server = await start();
    const redis = connect(server.url);
    await redis.ready(5_000);
    await redis.run((client) => client.call('CLIENT', 'PAUSE', '60000', 'ALL'));
    for (let count = 0; count < 3; count++) {
      const error = await errorOf(get(redis));
      expect(isRedisAway(error)).toBe(true);
      expect(error).not.toBeInstanceOf(CircuitOpenError);
    }
    expect(await errorOf(get(redis))).toBeInstanceOf(CircuitOpenError);
    expect(redis.isAvailable).toBe(false);
  });
});
