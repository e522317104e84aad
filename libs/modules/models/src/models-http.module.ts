import { Module } from '@nestjs/common';
import { TeamsModule } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { ModelChangesController } from './http/model-changes.controller.js';
import { ModelsController } from './http/models.controller.js';
import { ListModels } from './listing/list-models.js';
import { ModelsModule } from './models.module.js';

/** The routes of models. The application provides `CallerKeys` globally. */
@Module({
  imports: [ModelsModule, TeamsModule],
  controllers: [ModelsController, ModelChangesController],
  providers: [ListModels, UserStore],
})
export class ModelsHttpModule {}
