export { readWorkerSettings, type WorkerSettings } from './worker-settings.js';
export { WorkerModule } from './worker.module.js';
