import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { AuthHttpModule } from '@tollgate/auth';
import { KeysHttpModule } from '@tollgate/keys';
import { OrganizationsHttpModule } from '@tollgate/organizations';
import { ProjectsHttpModule } from '@tollgate/projects';
import { TeamsHttpModule } from '@tollgate/teams';
import { UsersHttpModule } from '@tollgate/users';
import { HealthController } from '../health/health.controller.js';
import { MetricsController } from '../health/metrics.controller.js';
import { UnbuiltRoutesModule } from './unbuilt-routes.controller.js';
import { RootController } from './root.controller.js';

/** The management API. What its modules need from outside comes in as global providers. */
@Module({})
export class ApiModule {
  static with(providers: Provider[], modules: (Type | DynamicModule)[]): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        globally(providers),
        AuthHttpModule,
        KeysHttpModule,
        TeamsHttpModule,
        UsersHttpModule,
        OrganizationsHttpModule,
        ProjectsHttpModule,
        ...modules,
        UnbuiltRoutesModule,
      ],
      controllers: [RootController, HealthController, MetricsController],
    };
  }
}

/** Parts made at start, for every module. */
@Module({})
class Parts {}

function globally(providers: Provider[]): DynamicModule {
  return { module: Parts, global: true, providers, exports: providers };
}
