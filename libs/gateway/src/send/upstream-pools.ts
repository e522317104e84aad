import { Pool } from 'undici';
import { type Address, type Credential } from '@tollgate/llm';

/** Connections to one origin; calls beyond wait their turn. */
const MOST_CONNECTIONS = 1_024;
const CONNECT_TIMEOUT_MS = 10_000;

/** Where one request goes. */
export interface Destination {
  readonly pool: Pool;
  readonly origin: string;
  readonly path: string;
  readonly headers: string[];
  /** Who is to be signed in with every call; null: the headers say it all. */
  readonly credential: Credential | null;
}

/** One pool of kept-alive connections an origin. Timeouts are the attempt's, so undici's are off. */
export class UpstreamPools {
  readonly #pools = new Map<string, Pool>();

  destination(address: Address): Destination {
    const url = new URL(address.url);
    return {
      pool: this.#poolOf(url.origin),
      origin: url.origin,
      path: url.pathname + url.search,
      headers: withContentType(address.headers),
      credential: address.credential ?? null,
    };
  }

  /** Closes every connection, also those in use. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  #poolOf(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connections: MOST_CONNECTIONS,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: 30_000,
      });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}

function withContentType(headers: readonly string[]): string[] {
  const all = [...headers];
  const has = all.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-type');
  if (!has) all.push('content-type', 'application/json');
  return all;
}
