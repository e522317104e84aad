/** A worker's part in an export, alone in a process: writes what waits, and ends. `node export-once.mjs URL` */
import 'reflect-metadata';
import { createDataSource } from '../../libs/infra/database/dist/index.js';
import { SPEND_ROWS, writeQueuedExports } from '../../libs/modules/spend/dist/index.js';

const [databaseUrl] = process.argv.slice(2);
const dataSource = createDataSource({
  ...{ url: databaseUrl, entities: [...SPEND_ROWS], poolSize: 2, applicationName: 'export-once' },
});
await dataSource.initialize();
await writeQueuedExports({ dataSource, databaseUrl }, (id, error) => {
  console.error(id, error);
  process.exitCode = 1;
});
await dataSource.destroy();
