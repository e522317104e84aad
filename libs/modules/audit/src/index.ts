export { AuditHttpModule } from './audit-http.module.js';
export { AuditModule } from './audit.module.js';
export { type AuditAction } from '@tollgate/core';
export { type AuditEntry, changesOf } from './log/audit-entry.js';
export { AuditEntryRow } from './log/audit-entry-row.js';
export { AuditStore } from './log/audit-store.js';
