export { migratedSchemaText } from './migrated-schema.js';
export { testClusterUrl } from './test-cluster.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
