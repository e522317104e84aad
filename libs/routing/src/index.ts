export * from './cooldown.js';
export * from './fault.js';
export * from './resolve-model.js';
export * from './route-call.js';
export * from './routing-table.js';
export * from './weighted-order.js';
