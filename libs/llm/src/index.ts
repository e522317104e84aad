export * from './chat/chat-event.js';
export * from './chat/chat-request.js';
export * from './providers/provider.js';
export * from './pricing/price-sheet.js';
