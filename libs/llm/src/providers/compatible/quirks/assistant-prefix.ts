import { type ListRule } from './rule.js';

/** Mistral continues a last assistant turn only if that says `prefix: true`. */
export const assistantPrefix: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"assistant"'],
  rewrite: (messages) =>
    messages.map((message, index) =>
      index === messages.length - 1 && message['role'] === 'assistant' && message['prefix'] === undefined
        ? { ...message, prefix: true }
        : message,
    ),
};
