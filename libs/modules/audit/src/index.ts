export { type AuditAction, type AuditEntry, changesOf } from './audit-entry.js';
export { AuditEntryRow } from './audit-entry-row.js';
export { AuditModule } from './audit.module.js';
export { AuditStore } from './audit-store.js';
