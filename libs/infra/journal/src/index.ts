export { Journal, type JournalFigures, type JournalNotice, type JournalOptions } from './journal.js';
export { Segment } from './segment.js';
