import { Module } from '@nestjs/common';
import { AttributionsModule } from '@tollgate/attributions';
import { TagsController } from './http/tags.controller.js';
import { TagStore } from './store/tag-store.js';
import { ChangeTags } from './use-cases/change-tags.js';

/** The routes under /tag. The application provides `DataSource` and `AttributionChanges` globally. */
@Module({ imports: [AttributionsModule], controllers: [TagsController], providers: [TagStore, ChangeTags] })
export class TagsHttpModule {}
