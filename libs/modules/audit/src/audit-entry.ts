import { type Actor } from '@tollgate/auth';

/** What was done (the contract's names). */
export type AuditAction = 'created' | 'updated' | 'deleted' | 'blocked' | 'unblocked' | 'rotated';

/** An administrative act. `before` and `after` are views without secrets; only members that differ are kept. */
export interface AuditEntry {
  readonly actor: Actor;
  readonly at: Date;
  readonly action: AuditAction;
  /** Kind of the object, as its table is named: `virtual_key`. */
  readonly objectType: string;
  readonly objectId: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The members of two views that differ; whole views when one of them is missing (created, deleted). */
export function changesOf(
  before: AuditEntry['before'],
  after: AuditEntry['after'],
): { before: Record<string, unknown> | null; after: Record<string, unknown> | null } {
  if (!before || !after) return { before: before && { ...before }, after: after && { ...after } };
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
  return { before: pick(before, changed), after: pick(after, changed) };
}

function pick(view: Readonly<Record<string, unknown>>, members: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    members.filter((member) => member in view).map((member) => [member, view[member]]),
  );
}
