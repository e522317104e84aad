import { Module } from '@nestjs/common';
import { RoutingTableStore } from './routing-table-store.js';

/** The routing table in force, without HTTP. */
@Module({ providers: [RoutingTableStore], exports: [RoutingTableStore] })
export class ModelsModule {}
