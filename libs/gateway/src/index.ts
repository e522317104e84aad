export * from './ports/ports.js';
