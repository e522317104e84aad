export * from './gateway.js';
export * from './ports/ports.js';
export { InProcessLimits, type InProcessLimitsOptions } from './limits/in-process.js';
