import { once } from 'node:events';
import { Agent, createServer, get, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { drainServer } from './drain-server.js';

describe('drainServer', () => {
  let server: Server;
  let finish: () => void;
  let arrived: Promise<unknown>;
  const order: string[] = [];
  const gateway = { drain: async () => void order.push('gateway drained') };
  const readiness = { drain: () => void order.push('not ready') };

  beforeEach(async () => {
    order.length = 0;
    server = createServer((_, response) => {
      response.write('begun ');
      finish = () => response.end('done');
      server.emit('arrived');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    arrived = once(server, 'arrived');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A request on a connection that is kept alive; resolves to the body, or why it broke. */
  function request(agent: Agent): Promise<string> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve) => {
      get({ port, agent }, (response) => {
        let text = '';
        response.on('data', (piece) => (text += String(piece)));
        response.on('end', () => resolve(text));
        response.on('error', (error) => resolve(error.message));
      }).on('error', (error) => resolve(error.message));
    });
  }

  it('lets an open request finish, also on a connection that would be kept alive', async () => {
    const agent = new Agent({ keepAlive: true });
    const reply = request(agent);
    await arrived;
    const drained = drainServer(server, gateway, readiness);
    expect(order).toEqual(['not ready']);
    finish();
    expect(await reply).toBe('begun done');
    await drained;
    expect(order).toEqual(['not ready', 'gateway drained']);
    agent.destroy();
  });

  it('takes no new connection', async () => {
    const { port } = server.address() as AddressInfo;
    await drainServer(server, gateway, readiness);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('cuts off what is still open after the limit', async () => {
    const agent = new Agent({ keepAlive: true });
    const reply = request(agent);
    await arrived;
    await drainServer(server, gateway, readiness, 20);
    expect(await reply).toMatch(/aborted|hang up|reset/);
    agent.destroy();
  });
});
