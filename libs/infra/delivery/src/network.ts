import { isIP, type LookupFunction } from 'node:net';

/** Which hosts may be delivered to. Whoever names a destination must not reach what only this machine can. */
export interface DeliveryNetwork {
  mayReach(address: string): boolean;
  /** A look-up for sockets that refuses names of hosts which may not be reached (error code `ERR_ADDRESS_REFUSED`). */
  readonly lookup: LookupFunction;
}

/** Of a URL that is not plain http(s), has credentials in it, or names an address that may not be reached: null. */
export function reachableUrl(text: string, network: DeliveryNetwork): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '') return null;
  // Hosts that are addresses are never looked up; the URL parser has made them canonical.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || network.mayReach(host) ? url : null;
}
