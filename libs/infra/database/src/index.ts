export { bigintAsNumber, numericAsBigint, picoUsdColumn } from './columns/number-columns.js';
export { connect, type ConnectOptions, whenAvailable } from './connect.js';
export { createDataSource, type DatabaseOptions, dataSourceOptions } from './data-source.js';
export { InstanceLease, type InstanceLeaseOptions, type LeaseOutcome } from './lease/instance-lease.js';
export { InstanceLeaseRow } from './lease/instance-lease-row.js';
export { migrate } from './migrate.js';
export { MIGRATIONS, MIGRATIONS_TABLE } from './migrations/index.js';
export { SnakeCaseNaming } from './snake-case-naming.js';
export { isUnavailable } from './unavailable.js';
