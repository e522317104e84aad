import { Processor } from '@nestjs/bullmq';
import { AuditStore } from '@tollgate/audit';
import {
  BUDGET_RESET_QUEUE,
  dropEndedWindows,
  noteSoftBudgetCrossings,
  resetBudgetTiers,
  resetDueBudgets,
  RESETTABLE_TABLES,
} from '@tollgate/budgets';
import { BUDGET_CALENDAR, type BudgetCalendar } from '@tollgate/core';
import { JobHandler, QueueProcessor } from '@tollgate/queue';
import { Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ResetMessages } from './reset-messages.js';

/** Begins new budget windows. The job only says when; the tables say whose window is over. */
@Processor(BUDGET_RESET_QUEUE.name, { concurrency: 1 })
export class BudgetResetProcessor extends QueueProcessor {
  private readonly audit: AuditStore;

  constructor(
    private readonly dataSource: DataSource,
    private readonly messages: ResetMessages,
    @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar,
  ) {
    super();
    this.audit = new AuditStore(dataSource);
  }

  @JobHandler(BUDGET_RESET_QUEUE, 'sweep')
  async sweep(): Promise<void> {
    for (const table of RESETTABLE_TABLES) {
      const ids = await resetDueBudgets(this.dataSource, this.audit, table, this.calendar, new Date());
      if (ids.length === 0) continue;
      this.logger.log(`${ids.length} budget(s) of ${table.name} begin a new window`);
      this.messages.windowsBegan(table.name, ids);
    }
    for (const [table, ids] of await resetBudgetTiers(this.dataSource, this.calendar, new Date())) {
      this.logger.log(`${ids.length} row(s) of ${table} begin a new window of the budget they borrow from`);
      this.messages.windowsBegan(table, ids);
    }
    await this.dropEndedWindows();
    const noted = await noteSoftBudgetCrossings(this.dataSource, new Date());
    if (noted > 0) this.logger.log(`${noted} soft budget(s) were crossed`);
  }

  /** Those that hold them in memory ask for the next ones. */
  private async dropEndedWindows(): Promise<void> {
    const ended = await dropEndedWindows(this.dataSource, new Date());
    this.messages.windowsBegan('virtual_key', ended.key);
    this.messages.windowsBegan('team', ended.team);
    this.messages.windowsBegan('user_account', ended.user);
    this.messages.windowsBegan('organization', ended.organization);
  }
}
