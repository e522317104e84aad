export * from './keys.js';
export * from './models.js';
export * from './organizations.js';
export * from './session.js';
export * from './spend.js';
export * from './spenders.js';
export * from './teams.js';
export * from './users.js';
