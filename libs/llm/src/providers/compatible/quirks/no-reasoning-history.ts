import { type ListRule } from './rule.js';

const OURS = [
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'thinking_blocks',
  'provider_specific_fields',
];

/** Servers that refuse an earlier turn's reasoning as an unknown field. */
export const noReasoningHistory: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"reasoning', '"thinking_blocks"', '"provider_specific_fields"'],
  rewrite: (messages) =>
    messages.map((message) =>
      message['role'] === 'assistant'
        ? Object.fromEntries(Object.entries(message).filter(([member]) => !OURS.includes(member)))
        : message,
    ),
};
