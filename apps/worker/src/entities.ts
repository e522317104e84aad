import { ALERT_ROWS } from '@tollgate/alerts';
import { AuditEntryRow } from '@tollgate/audit';
import { SoftBudgetCrossingRow } from '@tollgate/budgets';
import { ModelPriceRow } from '@tollgate/models';
import { SPEND_ROWS } from '@tollgate/spend';

/** The tables that background work reads and writes by their classes. */
export const WORKER_ENTITIES = [
  ...SPEND_ROWS,
  ...ALERT_ROWS,
  AuditEntryRow,
  ModelPriceRow,
  SoftBudgetCrossingRow,
];
