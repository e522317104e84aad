export { BUDGET_RESET_QUEUE, RESET_EVERY_MS } from './resets/reset-queue.js';
export { resetDueBudgets } from './resets/reset-due-budgets.js';
export { RESETTABLE_TABLES, type ResettableTable } from './resets/resettable-tables.js';
