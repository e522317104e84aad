import { Global, Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { People } from '@tollgate/organizations';
import { UserPeople } from './people/user-people.js';
import { UserStore } from './store/user-store.js';

/** Stored users, without HTTP; everywhere, since teams and organizations look people up. Needs `DataSource` globally. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [UserStore, { provide: People, useClass: UserPeople }],
  exports: [UserStore, People],
})
export class UsersModule {}
