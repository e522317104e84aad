import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { AccessGroupsController } from './http/access-groups.controller.js';
import { AccessGroupStore } from './store/access-group-store.js';
import { AssignmentStore } from './store/assignment-store.js';
import { ChangeAccessGroups } from './use-cases/change-access-groups.js';

/** The routes under /v1/access_group. The application provides `DataSource`, `AccessGroupKeys` and `TenantChangePublisher` globally. */
@Module({
  imports: [AuditModule],
  controllers: [AccessGroupsController],
  providers: [AccessGroupStore, AssignmentStore, ChangeAccessGroups],
})
export class AccessGroupsHttpModule {}
