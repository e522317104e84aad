import { type ListRule } from './rule.js';

/**
 * Thinking models of DeepSeek and Moonshot refuse an assistant turn with tool calls that does not bring its reasoning
 * back; clients that dropped it get by with a blank.
 */
export const reasoningWithCalls: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"tool_calls"'],
  rewrite: (messages) =>
    messages.map((message) => {
      const isCall = message['role'] === 'assistant' && Array.isArray(message['tool_calls']);
      const told = message['reasoning_content'];
      return isCall && (told === undefined || told === null || told === '')
        ? { ...message, reasoning_content: ' ' }
        : message;
    }),
};
