import { Module } from '@nestjs/common';
import { AuditStore } from './log/audit-store.js';

/** The audit log, for use cases that change something. Needs TypeORM's `DataSource` to be provided globally. */
@Module({ providers: [AuditStore], exports: [AuditStore] })
export class AuditModule {}
