import { type JsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** Servers that refuse an assistant turn which neither says nor calls anything; the history goes on without it (B07). */
export const noBlankAssistant: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"assistant"'],
  rewrite: (messages) =>
    messages.filter((message) => message['role'] !== 'assistant' || saysSomething(message)),
};

function saysSomething({ content, tool_calls: calls }: JsonObject): boolean {
  if (Array.isArray(calls) && calls.length > 0) return true;
  return typeof content === 'string' ? content.trim() !== '' : Array.isArray(content) && content.length > 0;
}
