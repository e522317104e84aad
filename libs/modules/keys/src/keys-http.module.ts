import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { BudgetStore } from '@tollgate/budgets';
import { OrganizationsModule } from '@tollgate/organizations';
import { TeamsModule } from '@tollgate/teams';
import { UsersHttpModule } from '@tollgate/users';
import { NewUserController } from './http/new-user.controller.js';
import { KeyBulkController } from './http/key-bulk.controller.js';
import { KeyRotationController } from './http/key-rotation.controller.js';
import { KeysController } from './http/keys.controller.js';
import { OwnedKeysModule } from './owned/owned-keys.module.js';
import { KeysModule } from './keys.module.js';
import { KeyRights } from './use-cases/key-rights.js';
import { CreateUserWithKey } from './use-cases/create-user-with-key.js';
import { BlockKey } from './use-cases/block-key.js';
import { DeleteKeys } from './use-cases/delete-keys.js';
import { GenerateKey } from './use-cases/generate-key.js';
import { BulkUpdateKeys } from './use-cases/bulk-update-keys.js';
import { ListKeys } from './use-cases/list-keys.js';
import { ReadKey } from './use-cases/read-key.js';
import { RegenerateKey } from './use-cases/regenerate-key.js';
import { ResetKeySpend } from './use-cases/reset-key-spend.js';
import { UpdateKey } from './use-cases/update-key.js';

/** The routes under /key, and /user/new. The application provides `CallerKeys`, `KeyChangePublisher` and `DataSource` globally. */
@Module({
  imports: [AuditModule, KeysModule, OwnedKeysModule, UsersHttpModule, TeamsModule, OrganizationsModule],
  controllers: [KeyBulkController, KeyRotationController, KeysController, NewUserController],
  providers: [
    ...[GenerateKey, ReadKey, ListKeys, UpdateKey, DeleteKeys, BlockKey, CreateUserWithKey, KeyRights],
    ...[RegenerateKey, ResetKeySpend, BulkUpdateKeys, BudgetStore],
  ],
})
export class KeysHttpModule {}
