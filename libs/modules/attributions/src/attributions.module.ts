import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { BudgetStore } from '@tollgate/budgets';
import { AttributionEdits } from './edits/attribution-edits.js';

/** What customers and tags are changed with. The application provides `DataSource` and `AttributionChanges` globally. */
@Module({
  imports: [AuditModule],
  providers: [AttributionEdits, BudgetStore],
  exports: [AttributionEdits, BudgetStore],
})
export class AttributionsModule {}
