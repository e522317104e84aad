import { Module } from '@nestjs/common';
import { TeamStore } from './store/team-store.js';

/** Stored teams, without HTTP. Needs TypeORM's `DataSource` to be provided globally. */
@Module({ providers: [TeamStore], exports: [TeamStore] })
export class TeamsModule {}
