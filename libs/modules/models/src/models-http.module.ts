import { Module } from '@nestjs/common';
import { TeamsModule } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { ProviderBudgetsController } from './budgets/provider-budgets.controller.js';
import { ListCredentials } from './credentials/list-credentials.js';
import { CredentialsController } from './http/credentials.controller.js';
import { ModelChangesController } from './http/model-changes.controller.js';
import { ModelStateController } from './http/model-state.controller.js';
import { ModelsController } from './http/models.controller.js';
import { ProvidersController } from './http/providers.controller.js';
import { ListModels } from './listing/list-models.js';
import { ModelsModule } from './models.module.js';

/** The routes of models and credentials. The application provides `CallerKeys` globally. */
@Module({
  imports: [ModelsModule, TeamsModule],
  controllers: [
    ...[ModelsController, ModelChangesController, CredentialsController],
    ...[ModelStateController, ProvidersController, ProviderBudgetsController],
  ],
  providers: [ListModels, ListCredentials, UserStore],
})
export class ModelsHttpModule {}
