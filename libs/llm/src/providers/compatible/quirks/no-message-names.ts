import { type ListRule } from './rule.js';

/** Servers that refuse `name` on a message. */
export const noMessageNames: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"name"'],
  rewrite: (messages) =>
    messages.map((message) => {
      if (message['name'] === undefined || message['role'] === 'function') return message;
      const { name: _, ...rest } = message;
      return rest;
    }),
};
