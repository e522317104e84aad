import { type Actor } from '@tollgate/auth';
import { withSecretsHidden } from '@tollgate/config';
import { type AuditAction } from '@tollgate/core';

/** An administrative act. `before` and `after` are views without secrets of ours; only members that differ are kept. */
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

/**
 * The members of two views that differ; whole views when one of them is missing (created, deleted). What callers keep in
 * maps of theirs (metadata, router settings) may be a secret: those are compared, and shown hidden.
 */
export function changesOf(
  before: AuditEntry['before'],
  after: AuditEntry['after'],
): { before: Record<string, unknown> | null; after: Record<string, unknown> | null } {
  if (!before || !after)
    return {
      before: before && pick(before, Object.keys(before)),
      after: after && pick(after, Object.keys(after)),
    };
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
  return { before: pick(before, changed), after: pick(after, changed) };
}

function pick(view: Readonly<Record<string, unknown>>, members: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    members.filter((member) => member in view).map((member) => [member, shown(member, view[member])]),
  );
}

function shown(member: string, value: unknown): unknown {
  return typeof value === 'object' ? withSecretsHidden(member, value) : value;
}
