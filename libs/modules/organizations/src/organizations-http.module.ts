import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OrganizationMembersController } from './http/organization-members.controller.js';
import { OrganizationsController } from './http/organizations.controller.js';
import { OrganizationsModule } from './organizations.module.js';
import { CreateOrganization } from './use-cases/create-organization.js';
import { DeleteOrganizations } from './use-cases/delete-organizations.js';
import { OrganizationChange } from './use-cases/organization-change.js';
import { OrganizationMembers } from './use-cases/organization-members.js';
import { ReadOrganizations } from './use-cases/read-organizations.js';
import { UpdateOrganization } from './use-cases/update-organization.js';

/**
 * The routes under /organization. The application provides `DataSource`, `TenantChangePublisher`, and the ports `People`,
 * `OwnedKeys` and `OrganizationTeams` globally.
 */
@Module({
  imports: [AuditModule, OrganizationsModule],
  controllers: [OrganizationsController, OrganizationMembersController],
  providers: [
    OrganizationChange,
    ...[CreateOrganization, UpdateOrganization, DeleteOrganizations, ReadOrganizations, OrganizationMembers],
  ],
})
export class OrganizationsHttpModule {}
