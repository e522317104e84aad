import { AccessGroupsHttpModule } from '@tollgate/access-groups';
import { AlertsHttpModule } from '@tollgate/alerts';
import { AuditHttpModule } from '@tollgate/audit';
import { BudgetsHttpModule } from '@tollgate/budgets';
import { CustomersHttpModule } from '@tollgate/customers';
import { ModelsHttpModule } from '@tollgate/models';
import { SettingsHttpModule } from '@tollgate/settings';
import { SpendHttpModule } from '@tollgate/spend';
import { TagsHttpModule } from '@tollgate/tags';

/** What the management API serves besides keys and their owners; specs of all routes open the same. */
export const PRODUCT_MODULES = [
  SpendHttpModule,
  ModelsHttpModule,
  SettingsHttpModule,
  BudgetsHttpModule,
  CustomersHttpModule,
  TagsHttpModule,
  AccessGroupsHttpModule,
  AuditHttpModule,
  AlertsHttpModule,
];
