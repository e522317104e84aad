export { BudgetsHttpModule } from './budgets-http.module.js';
export { type Budget } from './domain/budget.js';
export { BudgetKeys } from './domain/budget-keys.js';
export { BUDGET_RESET_QUEUE, RESET_EVERY_MS } from './resets/reset-queue.js';
export { resetBudgetTiers } from './resets/reset-budget-tiers.js';
export { resetDueBudgets } from './resets/reset-due-budgets.js';
export { RESETTABLE_TABLES, type ResettableTable } from './resets/resettable-tables.js';
export { BudgetRow } from './store/budget-row.js';
export { BudgetStore } from './store/budget-store.js';
