import { type Actor } from '@tollgate/auth';
import { type AuditAction, type AuditEntry } from '@tollgate/audit';
import { type SpendExportRow } from '../rows/spend-export-row.js';

/** The entry of the audit log for an export that was ordered or removed: what it holds, not whose spend it shows. */
export function exportAudit(
  action: Extract<AuditAction, 'created' | 'deleted'>,
  row: SpendExportRow,
  actor: Actor,
  at: Date,
): AuditEntry {
  const view = {
    report: row.order.report,
    format: row.order.format,
    group_by: row.order.groupBy,
    period: row.order.period.label,
    time_zone: row.order.period.timeZone,
    sha256: row.sha256,
  };
  return {
    ...{ actor, at, action, objectType: 'spend_export', objectId: row.id },
    before: action === 'deleted' ? view : null,
    after: action === 'created' ? view : null,
  };
}
