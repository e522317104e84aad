import { type ListRule } from './rule.js';

/** `developer` is OpenAI's own; everyone else knows `system`. */
export const noDeveloperRole: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"developer"'],
  rewrite: (messages) =>
    messages.map((message) => (message['role'] === 'developer' ? { ...message, role: 'system' } : message)),
};
