export { ModelsHttpModule } from './models-http.module.js';
export { ModelsModule } from './models.module.js';
export { RoutingTableStore } from './routing-table-store.js';
export { buildRoutingTable, type BuiltTable } from './table/build-routing-table.js';
