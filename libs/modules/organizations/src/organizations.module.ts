import { Module } from '@nestjs/common';
import { OrganizationStore } from './store/organization-store.js';

/** Stored organizations, without HTTP. Needs TypeORM's `DataSource` to be provided globally. */
@Module({ providers: [OrganizationStore], exports: [OrganizationStore] })
export class OrganizationsModule {}
