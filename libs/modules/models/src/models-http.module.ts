import { Module } from '@nestjs/common';
import { ModelChangesController } from './http/model-changes.controller.js';
import { ModelsController } from './http/models.controller.js';
import { ListModels } from './listing/list-models.js';
import { ModelsModule } from './models.module.js';

/** The routes of models. The application provides `CallerKeys` globally. */
@Module({
  imports: [ModelsModule],
  controllers: [ModelsController, ModelChangesController],
  providers: [ListModels],
})
export class ModelsHttpModule {}
