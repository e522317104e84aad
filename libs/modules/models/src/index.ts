export { CredentialRow } from './credentials/credential-row.js';
export { LiveConfigurationReader, type LiveConfigurationOptions } from './live/live-configuration.js';
export { ModelsHttpModule } from './models-http.module.js';
export { ModelsModule } from './models.module.js';
export { RoutingTableStore } from './routing-table-store.js';
export { ProxyModelRow } from './store/proxy-model-row.js';
export { buildRoutingTable, type BuiltTable } from './table/build-routing-table.js';
export { ownTable, type OwnTable } from './table/own-router-settings.js';
