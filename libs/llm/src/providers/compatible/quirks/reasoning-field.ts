import { type ListRule } from './rule.js';

/** Servers that take an earlier turn's reasoning back as `reasoning`, and refuse `reasoning_content`. */
export const reasoningField: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"reasoning_content"'],
  rewrite: (messages) =>
    messages.map((message) => {
      if (message['reasoning_content'] === undefined) return message;
      const { reasoning_content: reasoning, ...rest } = message;
      return { reasoning, ...rest };
    }),
};
