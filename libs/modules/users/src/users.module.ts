import { Global, Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { UserSignIn } from '@tollgate/auth';
import { People } from '@tollgate/organizations';
import { UserPeople } from './people/user-people.js';
import { PasswordSignIn } from './sign-in/password-sign-in.js';
import { UserStore } from './store/user-store.js';

/**
 * Stored users, without HTTP; everywhere, since teams and organizations look people up, and sessions users. Needs
 * `DataSource` globally.
 */
@Global()
@Module({
  imports: [AuditModule],
  providers: [
    UserStore,
    { provide: People, useClass: UserPeople },
    { provide: UserSignIn, useClass: PasswordSignIn },
  ],
  exports: [UserStore, People, UserSignIn],
})
export class UsersModule {}
