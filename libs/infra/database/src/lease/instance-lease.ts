import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from '@tollgate/process';
import { type DataSource } from 'typeorm';
import { type LeaseHolder, LeaseTable } from './lease-table.js';

export interface InstanceLeaseOptions {
  /** What the lease is for; one process at a time holds it. */
  readonly name: string;
  /** Expires so long after the last renewal; it is renewed three times as often. Default 15 s. */
  readonly ttlMs?: number;
  /** Told when another process took the lease, because this one could not renew it in time. */
  readonly onLost?: () => void;
}

/** Outcome of asking for a lease; `holder` says who has it, null when its row cannot be read. */
export type LeaseOutcome =
  | { readonly granted: true; readonly lease: InstanceLease }
  | { readonly granted: false; readonly holder: ProcessIdentity | null };

const DEFAULT_TTL_MS = 15_000;

/**
 * A row in Postgres that says which process serves from this database. Without Redis two of them would each count limits
 * on their own, and every limit would silently double.
 */
export class InstanceLease {
  private readonly timer: NodeJS.Timeout;
  private released = false;

  private constructor(
    private readonly table: LeaseTable,
    private readonly me: string,
    ttlMs: number,
    private readonly onLost: () => void,
  ) {
    this.timer = setInterval(() => void this.renew(), ttlMs / 3);
    this.timer.unref();
  }

  /**
   * Takes the lease. A holder of this host that does not run any more is replaced at once, another one when its lease
   * expires; a holder that renews while we look is alive, and the answer is no.
   */
  static async acquire(dataSource: DataSource, options: InstanceLeaseOptions): Promise<LeaseOutcome> {
    const ttlMs = options.ttlMs ?? DEFAULT_TTL_MS;
    const table = new LeaseTable(dataSource, options.name, ttlMs);
    const me = randomUUID();
    let before: LeaseHolder | null = null;
    let replaced: string | null = null;
    while (!(await table.take(me, replaced))) {
      const held = await table.current();
      const running: boolean | null = held?.identity ? isRunning(held.identity) : null;
      if (held && (running === true || isRenewed(before, held)))
        return { granted: false, holder: held.identity };
      replaced = held && running === false ? held.holder : null;
      before = held;
      if (replaced === null) await setTimeout(ttlMs / 10);
    }
    return { granted: true, lease: new InstanceLease(table, me, ttlMs, options.onLost ?? (() => undefined)) };
  }

  /** Gives the lease up, so that the next process can start at once. Safe to call twice; never rejects. */
  async release(): Promise<void> {
    if (this.released) return;
    this.end();
    await this.table.remove(this.me).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    try {
      if (await this.table.extend(this.me)) return;
      // The row is gone, or another process took it after it expired.
      if (this.released || (await this.table.take(this.me, null))) return;
    } catch {
      // The database is away, for the others too. The next turn tries again.
      return;
    }
    if (this.released) return;
    this.end();
    this.onLost();
  }

  private end(): void {
    this.released = true;
    clearInterval(this.timer);
  }
}

function isRenewed(before: LeaseHolder | null, now: LeaseHolder): boolean {
  return before !== null && before.holder === now.holder && before.renewedAt !== now.renewedAt;
}
