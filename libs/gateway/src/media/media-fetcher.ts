import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { checkedLookup, type ResolveHost } from './checked-lookup.js';
import { isPublicAddress } from './public-address.js';

/** Largest picture or document fetched for a caller, in bytes. */
export const MOST_BYTES = 20 * 1024 * 1024;
const WHOLE_TIME_MS = 15_000;
const CONNECT_TIME_MS = 5_000;
const MOST_REDIRECTS = 3;
/** Fetches at the same time, of all calls together. */
const MOST_AT_ONCE = 32;

export interface MediaFetcherOptions {
  /** May bytes be fetched from this address? `isPublicAddress` when absent. */
  readonly mayFetchFrom?: (address: string) => boolean;
  /** Addresses of a host name. */
  readonly resolve?: ResolveHost;
}

export type Fetched = { readonly bytes: Buffer } | { readonly problem: string };

/**
 * Fetches bytes that a caller names by their URL. The caller must not reach what only this machine can: every address is
 * checked when the connection is made, so a name cannot point elsewhere between check and use, and so is every redirect.
 */
export class MediaFetcher {
  readonly #agent: Agent;
  readonly #mayFetchFrom: (address: string) => boolean;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ mayFetchFrom = isPublicAddress, resolve }: MediaFetcherOptions = {}) {
    this.#mayFetchFrom = mayFetchFrom;
    this.#agent = new Agent({
      connect: { timeout: CONNECT_TIME_MS, lookup: checkedLookup(mayFetchFrom, resolve) },
      pipelining: 0,
      maxResponseSize: MOST_BYTES,
      connections: 8,
    });
  }

  /** Never throws. A problem's words name no address. */
  async fetch(url: string): Promise<Fetched> {
    if (this.#running >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await this.#follow(url, AbortSignal.timeout(WHOLE_TIME_MS));
    } catch {
      return { problem: 'could not be fetched' };
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #follow(first: string, signal: AbortSignal): Promise<Fetched> {
    let url = first;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const target = this.#targetOf(url);
      if (target === null) return { problem: 'is not at a public http(s) address' };
      const { statusCode, headers, body } = await request(target, {
        dispatcher: this.#agent,
        signal,
        headers: { accept: 'image/*, application/pdf', 'accept-encoding': 'identity' },
      });
      const { location } = headers;
      if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
        await body.dump();
        url = new URL(location, target).href;
        continue;
      }
      if (statusCode !== 200) {
        await body.dump();
        return { problem: `could not be fetched: its server answered ${statusCode}` };
      }
      return { bytes: await bytesOf(body) };
    }
    return { problem: 'is redirected too often' };
  }

  /** Hosts that are addresses are not looked up, so they are checked here; the URL parser has made them canonical. */
  #targetOf(text: string): URL | null {
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    if (url.username !== '' || url.password !== '') return null;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return isIP(host) === 0 || this.#mayFetchFrom(host) ? url : null;
  }
}

/** @throws when there is more than the bound. */
async function bytesOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
