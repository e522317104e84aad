import { BlockList, isIP, type LookupFunction } from 'node:net';
import { checkedLookup, type ResolveHost } from './checked-lookup.js';
import { isPublicAddress } from './public-address.js';

/** Which hosts the product connects to when somebody names them at run time: the public internet, and what operators allow. */
export interface OutboundNetwork {
  mayReach(address: string): boolean;
  /** For sockets. */
  readonly lookup: LookupFunction;
}

/** @param allowed networks of one's own that may be reached as well, as `readNetworks` gives them. */
export function outboundNetwork(
  allowed: BlockList = new BlockList(),
  resolve?: ResolveHost,
): OutboundNetwork {
  const mayReach = (address: string) =>
    isPublicAddress(address) || allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return { mayReach, lookup: checkedLookup(mayReach, resolve) };
}

/** Reads `10.1.0.0/16,192.168.4.7`: networks and single addresses, by comma. @returns null when one of them is none. */
export function readNetworks(text: string): BlockList | null {
  const list = new BlockList();
  for (const network of text.split(',').map((part) => part.trim())) {
    if (network === '') continue;
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (isIP(address) === 0 || rest.length > 0 || prefix < 0 || prefix > most) return null;
    list.addSubnet(address, prefix, family);
  }
  return list;
}
