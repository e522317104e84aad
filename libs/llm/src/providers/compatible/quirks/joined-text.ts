import { isJsonObject, type Json } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** Servers that want content as a string: a list of nothing but text becomes one. A list with media stays as it is. */
export const joinedText: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"text"'],
  rewrite: (messages) =>
    messages.map((message) => {
      const text = textOf(message['content']);
      return text === null ? message : { ...message, content: text };
    }),
};

/** Text of a list of text parts, one below the other; null: it is not such a list. */
function textOf(content: Json | undefined): string | null {
  if (!Array.isArray(content) || content.length === 0) return null;
  const texts: string[] = [];
  for (const part of content) {
    if (!isJsonObject(part) || part['type'] !== 'text' || typeof part['text'] !== 'string') return null;
    texts.push(part['text']);
  }
  return texts.join('\n');
}
