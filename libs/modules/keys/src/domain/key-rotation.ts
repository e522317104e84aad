import { addDuration, DURATION_FORMAT, KEY_LIMITS, ok, parseDuration, type Result } from '@tollgate/core';
import { badKeyRequest } from './key-refusals.js';
import { type KeyChanges, type VirtualKey } from './virtual-key.js';

const DAY_MS = 86_400_000;

/**
 * Until when an old secret works on.
 * @param asked `grace_period` of the request; absent: `configured` holds. Empty, null or "0s": not at all.
 */
export function gracePeriodEnd(
  asked: string | null | undefined,
  configured: string | null,
  now: Date,
): Result<Date> {
  const period = asked === undefined ? configured : asked;
  if (!period || /^0[a-z]{0,2}$/.test(period)) return ok(now);
  const duration = parseDuration(period);
  if (!duration) return badKeyRequest('grace_period', `grace_period must be ${DURATION_FORMAT}`);
  const end = addDuration(now, duration);
  if (!(end.getTime() - now.getTime() <= KEY_LIMITS.graceDaysMax * DAY_MS))
    return badKeyRequest('grace_period', `grace_period must be at most ${KEY_LIMITS.graceDaysMax} days`);
  return ok(end);
}

/** When a key gets its next secret by the clock; null: never. An interval that nobody can read never comes. */
export function nextRotation(
  { autoRotate, rotationInterval }: Pick<VirtualKey, 'autoRotate' | 'rotationInterval'>,
  from: Date,
): Date | null {
  const interval = autoRotate && rotationInterval !== null ? parseDuration(rotationInterval) : null;
  return interval && addDuration(from, interval);
}

/** Changes of a key, with the time of its rotation where they touch what that follows from. */
export function withRotation(
  changes: KeyChanges,
  before: Pick<VirtualKey, 'autoRotate' | 'rotationInterval'>,
  now: Date,
): Result<KeyChanges> {
  if (changes.autoRotate === undefined && changes.rotationInterval === undefined) return ok(changes);
  const after = { ...before, ...changes };
  if (after.autoRotate && after.rotationInterval === null)
    return badKeyRequest('rotation_interval', 'auto_rotate needs a rotation_interval, such as "30d"');
  return ok({ ...changes, keyRotationAt: nextRotation(after, now) });
}
