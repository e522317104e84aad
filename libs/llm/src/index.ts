export * from './chat/chat-event.js';
export * from './chat/chat-request.js';
export * from './pricing/config-prices.js';
export * from './pricing/cost.js';
export * from './pricing/price-sheet.js';
export * from './providers/provider.js';
export * from './surfaces/surface.js';
export * from './tokens/estimate.js';
