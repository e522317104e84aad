import { InstanceLease1763999900000 } from './1763999900000-instance-lease.js';
import { Keys1764000000000 } from './1764000000000-keys.js';
import { Spend1764000100000 } from './1764000100000-spend.js';
import { Tenants1764000200000 } from './1764000200000-tenants.js';
import { Budgets1764000300000 } from './1764000300000-budgets.js';
import { KeyRotation1764001000000 } from './1764001000000-key-rotation.js';
import { BudgetWindows1764001100000 } from './1764001100000-budget-windows.js';
import { Attributions1764002000000 } from './1764002000000-attributions.js';
import { AccessGroups1764002100000 } from './1764002100000-access-groups.js';
import { AuditLog1764002200000 } from './1764002200000-audit-log.js';
import { Projects1764002300000 } from './1764002300000-projects.js';
import { Models1764003000000 } from './1764003000000-models.js';
import { HealthChecks1764003200000 } from './1764003200000-health-checks.js';
import { SpendExports1764004000000 } from './1764004000000-spend-exports.js';
import { SpendPartitions1764004100000 } from './1764004100000-spend-partitions.js';
import { DeploymentBudgets1764005000000 } from './1764005000000-deployment-budgets.js';
import { Prices1764004200000 } from './1764004200000-prices.js';
import { ExportSchedules1764004600000 } from './1764004600000-export-schedules.js';
import { Alerts1764004700000 } from './1764004700000-alerts.js';
import { BudgetRhythms1764009100000 } from './1764009100000-budget-rhythms.js';
import { SoftBudgets1764009200000 } from './1764009200000-soft-budgets.js';
import { ProjectCalls1764009300000 } from './1764009300000-project-calls.js';

/** All migrations, oldest first. They only go forward; what a release drops, the release before stopped using. */
export const MIGRATIONS = [
  InstanceLease1763999900000,
  Keys1764000000000,
  Spend1764000100000,
  Tenants1764000200000,
  Budgets1764000300000,
  KeyRotation1764001000000,
  Attributions1764002000000,
  AccessGroups1764002100000,
  BudgetWindows1764001100000,
  AuditLog1764002200000,
  Projects1764002300000,
  Models1764003000000,
  HealthChecks1764003200000,
  SpendExports1764004000000,
  SpendPartitions1764004100000,
  DeploymentBudgets1764005000000,
  Prices1764004200000,
  ExportSchedules1764004600000,
  Alerts1764004700000,
  BudgetRhythms1764009100000,
  SoftBudgets1764009200000,
  ProjectCalls1764009300000,
];

/** Where TypeORM keeps which of them were run. */
export const MIGRATIONS_TABLE = 'schema_migration';
