/** Failed sign-ins an address may make within the window. */
const FAILURES_PER_ADDRESS = 10;
/** The same over all addresses, so that guessing from many is slow as well. */
const FAILURES_IN_ALL = 300;
const WINDOW_MS = 15 * 60_000;
const ADDRESSES_MAX = 10_000;

interface Failures {
  count: number;
  /** Epoch ms when this count is forgotten. */
  until: number;
}

/** Slows guessing of the master key at the sign-in form: counts failed attempts, in this process. */
export class SignInLimiter {
  private readonly byAddress = new Map<string, Failures>();
  private inAll: Failures = { count: 0, until: 0 };

  /** Seconds to wait before the address may try again; null: now. */
  waitSeconds(address: string, now: number): number | null {
    const own = this.byAddress.get(address);
    if (own && own.until > now && own.count >= FAILURES_PER_ADDRESS) return secondsUntil(own.until, now);
    if (this.inAll.until > now && this.inAll.count >= FAILURES_IN_ALL)
      return secondsUntil(this.inAll.until, now);
    return null;
  }

  failed(address: string, now: number): void {
    const own = this.byAddress.get(address);
    this.byAddress.delete(address);
    this.byAddress.set(address, oneMore(own, now));
    this.inAll = oneMore(this.inAll, now);
    for (const oldest of this.byAddress.keys()) {
      if (this.byAddress.size <= ADDRESSES_MAX) break;
      this.byAddress.delete(oldest);
    }
  }

  succeeded(address: string): void {
    this.byAddress.delete(address);
  }
}

function oneMore(failures: Failures | undefined, now: number): Failures {
  if (!failures || failures.until <= now) return { count: 1, until: now + WINDOW_MS };
  return { count: failures.count + 1, until: failures.until };
}

function secondsUntil(until: number, now: number): number {
  return Math.max(1, Math.ceil((until - now) / 1_000));
}
