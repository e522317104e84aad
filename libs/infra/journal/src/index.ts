export { Journal, type JournalFigures, type JournalNotice, type JournalOptions } from './journal.js';
export { LineBatch, Segment } from './segment.js';
