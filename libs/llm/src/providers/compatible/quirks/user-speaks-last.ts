import { type ListRule } from './rule.js';

/**
 * Mistral answers a user or the result of a tool, never instructions: those that stand last, or alone, are the user's turn
 * (B08c).
 */
export const userSpeaksLast: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"system"', '"developer"'],
  rewrite: (messages) =>
    messages.map((message, at) => {
      const isLast = at === messages.length - 1;
      const instructs = message['role'] === 'system' || message['role'] === 'developer';
      return isLast && instructs ? { ...message, role: 'user' } : message;
    }),
};
