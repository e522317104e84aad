import { expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { describeWith } from '../jest.js';
import { startRedis } from './redis.js';

describeWith('redis-server', 'a redis-server of one’s own', () => {
  it('answers on a free port, and comes back empty on the same port', async () => {
    const server = await startRedis();
    const client = new Redis(server.url);
    await client.set('key', 'value');
    expect(await client.get('key')).toBe('value');
    client.disconnect();
    await server.stop();
    const again = await startRedis(server.port);
    const other = new Redis(again.url);
    expect(again.port).toBe(server.port);
    expect(await other.get('key')).toBeNull();
    other.disconnect();
    await again.stop();
  });
});
