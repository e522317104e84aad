import { BlockList } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { outboundNetwork, readNetworks } from './outbound-network.js';

/** What a socket would be told of a host. */
function lookUp(network: ReturnType<typeof outboundNetwork>): Promise<unknown> {
  return new Promise((resolve) =>
    network.lookup('host.example', {}, (error, address) => resolve(error?.message ?? address)),
  );
}

const at =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('the outbound network', () => {
  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1'])(
    'does not hold %s',
    (address) => {
      expect(outboundNetwork().mayReach(address)).toBe(false);
    },
  );

  it('holds private networks that an operator names, and no others', () => {
    const network = outboundNetwork(readNetworks('10.1.0.0/16, fd00::/64, 192.168.4.7') ?? new BlockList());
    expect(['10.1.2.3', 'fd00::1', '192.168.4.7', '1.1.1.1'].map(network.mayReach)).toEqual([
      ...[true, true, true, true],
    ]);
    expect(['10.2.2.3', 'fd01::1', '192.168.4.8', '127.0.0.1'].map(network.mayReach)).toEqual([
      ...[false, false, false, false],
    ]);
  });

  it('refuses a name as soon as one of its addresses is out of bounds', async () => {
    expect(await lookUp(outboundNetwork(undefined, at('1.1.1.1')))).toBe('1.1.1.1');
    expect(await lookUp(outboundNetwork(undefined, at('1.1.1.1', '10.0.0.1')))).toBe('not a public address');
    expect(await lookUp(outboundNetwork(undefined, at()))).toBe('not a public address');
  });

  it.each(['10.0.0.0/33', 'localhost', '10.0.0.0/8/8', '10.0.0.0/x', '::/129'])(
    'cannot be read from %j',
    (text) => {
      expect(readNetworks(text)).toBeNull();
    },
  );
});
