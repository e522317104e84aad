import { AUDIT_TABLES, type AuditEntryView, isJsonObject } from '@tollgate/core';
import { type AuditEntryRow } from '../log/audit-entry-row.js';

/** An entry in the wire's names. */
export function auditEntryViewOf(entry: AuditEntryRow): AuditEntryView {
  return {
    id: entry.id,
    updated_at: entry.at.toISOString(),
    changed_by: entry.changedBy ?? entry.userId ?? '',
    changed_by_api_key: entry.keyHash,
    action: entry.action,
    table_name: AUDIT_TABLES[entry.objectType] ?? entry.objectType,
    object_id: entry.objectId,
    before_value: isJsonObject(entry.before) ? entry.before : null,
    updated_values: isJsonObject(entry.after) ? entry.after : null,
    object_type: entry.objectType,
    user_id: entry.userId,
    role: entry.role,
    via: entry.via,
    ip: entry.ip,
    request_id: entry.requestId,
  };
}
