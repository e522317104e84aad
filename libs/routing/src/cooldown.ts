import { type AttemptFault, remedyFor } from './fault.js';
import { type RoutingTable } from './routing-table.js';

/** Attempts are counted in windows of this length, from the first one on. */
const WINDOW_MS = 60_000;
/** Below this many attempts a share of failures says nothing. */
const FAILURES_MEAN_SOMETHING = 5;
/** A lone deployment is only taken out when everything has failed for a long time. */
const LONE_DEPLOYMENT_FAILURES = 1_000;
/** LiteLLM's default, which stands for "by share of failures" just as if it were not set. */
const DEFAULT_ALLOWED_FAILS = 3;

interface Record {
  coolingUntil: number;
  windowStart: number;
  successes: number;
  fails: number;
}

/** Which deployments are out of service for a moment. The clock is the caller's: epoch milliseconds. */
export class Cooldowns {
  readonly #records = new Map<string, Record>();

  isCooling(id: string, now: number): boolean {
    return this.remainingMs(id, now) > 0;
  }

  /** Milliseconds until the deployment may serve again; 0 when it may. */
  remainingMs(id: string, now: number): number {
    const record = this.#records.get(id);
    return record ? Math.max(0, record.coolingUntil - now) : 0;
  }

  succeeded(id: string, now: number): void {
    // Deployments that never failed need no record, so a healthy gateway keeps none.
    const record = this.#records.get(id);
    if (record) current(record, now).successes += 1;
  }

  /** Counts a failure, and takes the deployment out when the rules say so. A longer cooldown extends a running one. */
  failed(id: string, fault: AttemptFault, groupSize: number, table: RoutingTable, now: number): void {
    // `disable_cooldowns`
    if (table.cooldownMs === 0) return;
    const remedy = remedyFor(fault);
    if (remedy === 'none' || remedy === 'other-group') return;
    const record = this.#recordOf(id, now);
    current(record, now).fails += 1;
    if (!mustCool(record, fault, groupSize, table)) return;
    const length = fault.retryAfterMs ?? table.cooldownMs;
    record.coolingUntil = Math.max(record.coolingUntil, now + length);
  }

  /** Forgets deployments that are no longer configured. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#records.keys()) if (!ids.has(id)) this.#records.delete(id);
  }

  #recordOf(id: string, now: number): Record {
    const known = this.#records.get(id);
    if (known) return known;
    const fresh = { coolingUntil: 0, windowStart: now, successes: 0, fails: 0 };
    this.#records.set(id, fresh);
    return fresh;
  }
}

function current(record: Record, now: number): Record {
  if (now - record.windowStart >= WINDOW_MS) {
    record.windowStart = now;
    record.successes = 0;
    record.fails = 0;
  }
  return record;
}

function mustCool(record: Record, fault: AttemptFault, groupSize: number, table: RoutingTable): boolean {
  // An account or a missing model does not heal by itself within a request or two.
  if (remedyFor(fault) === 'other-deployment') return true;
  if (table.allowedFails !== null && table.allowedFails !== DEFAULT_ALLOWED_FAILS)
    return record.fails > table.allowedFails;
  // One that names its own time is left alone until then, alone or not.
  if (fault.class === 'RateLimitError') return groupSize > 1 || fault.retryAfterMs !== null;
  if (groupSize > 1) return record.fails >= FAILURES_MEAN_SOMETHING && record.fails > record.successes;
  return record.successes === 0 && record.fails >= LONE_DEPLOYMENT_FAILURES;
}
