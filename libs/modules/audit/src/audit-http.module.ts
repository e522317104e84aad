import { Module } from '@nestjs/common';
import { AuditModule } from './audit.module.js';
import { AuditController } from './http/audit.controller.js';
import { ReadAuditLog } from './log/read-audit-log.js';

/** The routes under /audit. The application provides `DataSource` globally. */
@Module({ imports: [AuditModule], controllers: [AuditController], providers: [ReadAuditLog] })
export class AuditHttpModule {}
