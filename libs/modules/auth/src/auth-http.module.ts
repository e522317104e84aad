import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { FailureFilter } from './failures/failure-filter.js';
import { RequestValidation } from './failures/request-validation.js';
import { CallerReader } from './permissions/caller-reader.js';
import { PermissionGuard } from './permissions/permission-guard.js';
import { RouteAudit } from './permissions/route-audit.js';
import { SessionController } from './sessions/session.controller.js';
import { SessionStore } from './sessions/session-store.js';
import { Sessions } from './sessions/sessions.js';

/**
 * Authentication of the management API: imported once, it guards every route of the application, validates every body and
 * shapes every error. The application must provide `AuthSettings`, `CallerKeys`, `UserSignIn` and TypeORM's `DataSource` globally.
 */
@Module({
  imports: [DiscoveryModule],
  controllers: [SessionController],
  providers: [
    SessionStore,
    Sessions,
    CallerReader,
    RouteAudit,
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_FILTER, useClass: FailureFilter },
    { provide: APP_PIPE, useClass: RequestValidation },
  ],
  exports: [CallerReader, RouteAudit],
})
export class AuthHttpModule {}
