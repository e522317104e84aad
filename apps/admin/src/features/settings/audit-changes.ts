import { type AuditEntryView } from '@tollgate/core';

/** A member that an act changed; null: it was not there, or is not there any more. */
export interface AuditChange {
  name: string;
  before: string | null;
  after: string | null;
}

/** What differs, member by member. Of what was made or deleted, members that hold nothing say nothing. */
export function auditChanges({ before_value: before, updated_values: after }: AuditEntryView): AuditChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return names
    .map((name) => ({ name, before: textOf(before?.[name]), after: textOf(after?.[name]) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || isEmpty(value)) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The name people know the object by, where the entry tells. */
export function nameOfObject({ before_value, updated_values }: AuditEntryView): string | null {
  for (const values of [updated_values, before_value])
    for (const member of NAMES) {
      const name = values?.[member];
      if (typeof name === 'string' && name !== '') return name;
    }
  return null;
}

const NAMES = [
  ...['key_alias', 'team_alias', 'organization_alias', 'project_alias', 'user_email', 'model_name'],
  ...['access_group_name', 'credential_name'],
];
