import { createHash } from 'node:crypto';

/**
 * Identity of an entry without `model_info.id`: SHA-256 (64 hex) over its name and parameters, so it survives restarts,
 * reordering of keys, and equals on every replica. It changes when the entry does.
 * @param repetition how many equal entries stood before this one.
 */
export function deploymentId(
  group: string,
  params: Readonly<Record<string, unknown>>,
  repetition = 0,
): string {
  const identity = [group, params, ...(repetition === 0 ? [] : [repetition])];
  return createHash('sha256').update(canonicalJson(identity)).digest('hex');
}

/** JSON with the keys of every object in order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}
