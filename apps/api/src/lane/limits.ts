import { connectPatientRedis, RedisLimits } from '@tollgate/cache';
import { type RedisAddress } from '@tollgate/config';
import { InProcessLimits, type Limits } from '@tollgate/gateway';
import { atMostEvery } from './at-most-every.js';

/** The limits of this installation, and how they are ended. */
export interface OpenLimits {
  readonly limits: Limits;
  /** Calls that this process counted by itself because Redis was away. */
  readonly countedAlone: () => number;
  close(): Promise<void>;
}

const WARN_EVERY_MS = 60_000;

/** Counted in Redis, for all processes together, when there is one; else here, where no other process serves. */
export function openLimits(address: RedisAddress | null, warn: (message: string) => void): OpenLimits {
  const inProcess = new InProcessLimits();
  if (address === null) return { limits: inProcess, countedAlone: () => 0, close: async () => undefined };
  const redis = connectPatientRedis(address);
  let alone = 0;
  let reason = '';
  const complain = atMostEvery(WARN_EVERY_MS, () =>
    warn(`Redis does not count the limits (${reason}): each API process counts by itself until it does`),
  );
  const onAway = (error: unknown) => {
    alone += 1;
    reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    complain();
  };
  const limits = new RedisLimits({ redis, fallback: inProcess, onAway });
  return {
    limits,
    countedAlone: () => alone,
    close: async () => {
      await limits.close();
      redis.close();
    },
  };
}
