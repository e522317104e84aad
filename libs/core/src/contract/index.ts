export * from './keys.js';
export * from './models.js';
export * from './session.js';
export * from './spend.js';
