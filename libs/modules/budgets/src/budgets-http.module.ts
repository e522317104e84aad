import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { BudgetsController } from './http/budgets.controller.js';
import { UsedBudgetsController } from './http/used-budgets.controller.js';
import { BudgetStore } from './store/budget-store.js';
import { UsedBudgets } from './usage/used-budgets.js';
import { ChangeBudgets } from './use-cases/change-budgets.js';

/** The routes under /budget. The application provides `DataSource` and `BudgetKeys` globally. */
@Module({
  imports: [AuditModule],
  controllers: [BudgetsController, UsedBudgetsController],
  providers: [BudgetStore, ChangeBudgets, UsedBudgets],
})
export class BudgetsHttpModule {}
