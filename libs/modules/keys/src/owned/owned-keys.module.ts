import { Global, Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { OwnedKeys } from '@tollgate/organizations';
import { KeysModule } from '../keys.module.js';
import { KeyRemoval } from '../use-cases/key-removal.js';
import { StoredOwnedKeys } from './stored-owned-keys.js';

/** Keys as their owners see them; everywhere, since owners know nothing of keys. Needs `DataSource` globally. */
@Global()
@Module({
  imports: [AuditModule, KeysModule],
  providers: [KeyRemoval, { provide: OwnedKeys, useClass: StoredOwnedKeys }],
  exports: [KeyRemoval, OwnedKeys],
})
export class OwnedKeysModule {}
