import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OrganizationsModule } from '@tollgate/organizations';
import { TeamsHttpModule, TeamsModule } from '@tollgate/teams';
import { InvitationsController } from './http/invitations.controller.js';
import { UserBulkController } from './http/user-bulk.controller.js';
import { UserSummaryController } from './http/user-summary.controller.js';
import { UsersController } from './http/users.controller.js';
import { ClaimInvitation } from './invitations/claim-invitation.js';
import { InvitationStore } from './invitations/invitation-store.js';
import { Invitations } from './invitations/invitations.js';
import { BulkUpdateUsers } from './use-cases/bulk-update-users.js';
import { CreateUser } from './use-cases/create-user.js';
import { DeleteUsers } from './use-cases/delete-users.js';
import { ListUsers } from './use-cases/list-users.js';
import { ReadUser } from './use-cases/read-user.js';
import { UpdateUser } from './use-cases/update-user.js';
import { UserJoining } from './use-cases/user-joining.js';
import { UsersModule } from './users.module.js';

/** The routes under /user and /invitation. The application provides `DataSource`, `UserSettings` and the ports globally. */
@Module({
  imports: [AuditModule, OrganizationsModule, TeamsModule, TeamsHttpModule, UsersModule],
  controllers: [UserBulkController, UsersController, UserSummaryController, InvitationsController],
  providers: [
    ...[UserJoining, CreateUser, UpdateUser, BulkUpdateUsers, DeleteUsers, ReadUser, ListUsers],
    ...[InvitationStore, Invitations, ClaimInvitation],
  ],
  exports: [CreateUser],
})
export class UsersHttpModule {}
