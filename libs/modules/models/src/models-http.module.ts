import { Module } from '@nestjs/common';
import { TeamsModule } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { ProviderBudgetsController } from './budgets/provider-budgets.controller.js';
import { ListCredentials } from './credentials/list-credentials.js';
import { CredentialsController } from './http/credentials.controller.js';
import { FallbacksController } from './http/fallbacks.controller.js';
import { CheckModels } from './health/check-models.js';
import { HealthCheckStore } from './health/health-check-store.js';
import { HealthRounds } from './health/health-rounds.js';
import { ReportHealth } from './health/report-health.js';
import { TestConnection } from './health/test-connection.js';
import { ModelHealthController } from './http/model-health.controller.js';
import { ModelChangesController } from './http/model-changes.controller.js';
import { ModelStateController } from './http/model-state.controller.js';
import { ModelsController } from './http/models.controller.js';
import { PricesController } from './http/prices.controller.js';
import { ProvidersController } from './http/providers.controller.js';
import { ListModels } from './listing/list-models.js';
import { ModelsModule } from './models.module.js';
import { ChangeFallbacks } from './use-cases/change-fallbacks.js';

/**
 * The routes of models, credentials, fallbacks and health checks. The application provides `CallerKeys` and `ModelProbe`
 * globally, and starts `HealthRounds`.
 */
@Module({
  imports: [ModelsModule, TeamsModule],
  controllers: [
    ...[ModelsController, ModelChangesController, CredentialsController],
    ...[ModelStateController, ProvidersController, ProviderBudgetsController],
    ...[FallbacksController, PricesController, ModelHealthController],
  ],
  providers: [
    ...[ListModels, ListCredentials, ChangeFallbacks, UserStore],
    ...[HealthCheckStore, CheckModels, HealthRounds, ReportHealth, TestConnection],
  ],
})
export class ModelsHttpModule {}
