import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { DataSource } from 'typeorm';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { exportAudit } from './export-audit.js';
import { ExportStore } from './export-store.js';

/** Removes an export with its file; the audit log still tells that there was one. */
@Injectable()
export class RemoveExport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ExportStore,
    private readonly audit: AuditStore,
  ) {}

  async run(row: SpendExportRow, actor: Actor, now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.store.delete(row.id, manager);
      await this.audit.record(manager, [exportAudit('deleted', row, actor, now)]);
    });
  }
}
