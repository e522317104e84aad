import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

/**
 * A tool message of this API holds only text. What else a tool gave (images, files) follows in a user message, after the
 * whole group of tool messages: between two of them it would cut the group.
 */
export const toolImages: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"image_url"', '"file"', '"input_audio"'],
  rewrite(messages) {
    const result: JsonObject[] = [];
    let moved: Json[] = [];
    const flush = () => {
      if (moved.length > 0) result.push({ role: 'user', content: moved });
      moved = [];
    };
    for (const message of messages) {
      if (message['role'] !== 'tool') {
        flush();
        result.push(message);
        continue;
      }
      const { kept, others } = split(message);
      result.push(kept);
      moved.push(...others);
    }
    flush();
    return result;
  },
};

function split(message: JsonObject): { kept: JsonObject; others: Json[] } {
  const content = message['content'];
  if (!Array.isArray(content)) return { kept: message, others: [] };
  const others = content.filter((part) => isJsonObject(part) && part['type'] !== 'text');
  if (others.length === 0) return { kept: message, others };
  const texts = content.filter((part) => !others.includes(part));
  const id = typeof message['tool_call_id'] === 'string' ? message['tool_call_id'] : '';
  return {
    kept: { ...message, content: texts.length > 0 ? texts : 'See the attachment below.' },
    others: [{ type: 'text', text: `Attachment of the result of tool call ${id}:` }, ...others],
  };
}
