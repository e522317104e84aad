import { Module } from '@nestjs/common';
import { TeamsModule } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { ModelChangesController } from './http/model-changes.controller.js';
import { ModelStateController } from './http/model-state.controller.js';
import { ModelsController } from './http/models.controller.js';
import { ProvidersController } from './http/providers.controller.js';
import { ListModels } from './listing/list-models.js';
import { ModelsModule } from './models.module.js';

/** The routes of models. The application provides `CallerKeys` globally. */
@Module({
  imports: [ModelsModule, TeamsModule],
  controllers: [ModelsController, ModelChangesController, ModelStateController, ProvidersController],
  providers: [ListModels, UserStore],
})
export class ModelsHttpModule {}
