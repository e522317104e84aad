import { lookup } from 'node:dns/promises';
import { type LookupFunction } from 'node:net';

/** Addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** A host name leads to an address that must not be reached. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';

  constructor() {
    super('not a public address');
  }
}

/**
 * A look-up for sockets, whose every answer may be reached: one address among them that may not is reason to refuse all. It
 * runs when the connection is made, so a name cannot point elsewhere between check and use.
 */
export function checkedLookup(
  mayReach: (address: string) => boolean,
  resolve: ResolveHost = resolveAll,
): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => mayReach(address)))
          callback(new AddressRefused(), '');
        else if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('look-up failed'), ''),
    );
  };
}

function resolveAll(host: string): Promise<readonly { address: string; family: number }[]> {
  return lookup(host, { all: true });
}
