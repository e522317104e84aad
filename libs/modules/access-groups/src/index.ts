export { AccessGroupsHttpModule } from './access-groups-http.module.js';
export { type AccessGroup } from './domain/access-group.js';
export { AccessGroupKeys } from './ports/access-group-keys.js';
export { AccessGroupRow } from './store/access-group-row.js';
export { AccessGroupStore } from './store/access-group-store.js';
