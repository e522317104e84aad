export * from './gateway.js';
export * from './ports/ports.js';
