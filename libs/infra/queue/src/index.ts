export { faultsOf, HandlerAudit, JobHandlerError } from './handler-audit.js';
export { JobHandler } from './job-handler.js';
export { openQueue } from './open-queue.js';
export { QUEUE_SCHEMA, type QueueBackend, useBackend } from './queue-backend.js';
export { defineQueue, JOB_DEFAULTS, type QueueDefinition } from './queue-definition.js';
export { QueueProcessor } from './queue-processor.js';
export { QueueModule, type QueueModuleOptions } from './queue.module.js';
