import { AuditEntryRow } from '@tollgate/audit';
import { SessionRow } from '@tollgate/auth';
import { AccessGroupRow } from '@tollgate/access-groups';
import { ALERT_ROWS } from '@tollgate/alerts';
import { CustomerDefaultRow } from '@tollgate/attributions';
import { BudgetRow, BudgetWindowRow, SoftBudgetCrossingRow } from '@tollgate/budgets';
import { CustomerRow } from '@tollgate/customers';
import { InstanceLeaseRow } from '@tollgate/database';
import { DeletedKeyRow, RotatedKeyRow, VirtualKeyRow } from '@tollgate/keys';
import {
  CredentialRow,
  HealthCheckRow,
  HealthRoundRow,
  DeploymentBudgetRow,
  ModelPriceRow,
  ProxyModelRow,
} from '@tollgate/models';
import { OrganizationMemberRow, OrganizationRow } from '@tollgate/organizations';
import { ProjectRow } from '@tollgate/projects';
import { ConfigurationVersionRow, SettingRow } from '@tollgate/settings';
import { SPEND_ROWS } from '@tollgate/spend';
import { TagRow } from '@tollgate/tags';
import { DeletedTeamRow, TeamMemberRow, TeamRow } from '@tollgate/teams';
import { InvitationRow, UserRow } from '@tollgate/users';

/** Every table of the product; a spec holds them against the migrated schema. */
export const ENTITIES = [
  VirtualKeyRow,
  DeletedKeyRow,
  RotatedKeyRow,
  AuditEntryRow,
  SessionRow,
  InstanceLeaseRow,
  BudgetRow,
  BudgetWindowRow,
  SoftBudgetCrossingRow,
  CustomerRow,
  CustomerDefaultRow,
  TagRow,
  AccessGroupRow,
  OrganizationRow,
  OrganizationMemberRow,
  TeamRow,
  DeletedTeamRow,
  TeamMemberRow,
  ProjectRow,
  UserRow,
  InvitationRow,
  ProxyModelRow,
  ModelPriceRow,
  CredentialRow,
  HealthCheckRow,
  HealthRoundRow,
  DeploymentBudgetRow,
  SettingRow,
  ConfigurationVersionRow,
  ...SPEND_ROWS,
  ...ALERT_ROWS,
];
