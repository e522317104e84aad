import { type JsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

/**
 * Servers that refuse unknown members of a message. Clients send a reply of OpenAI's back as it came, with all it carries
 * beside text and calls; a refusal is what the model said, so it becomes the text.
 */
export const noReplyMembers: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"refusal"', '"annotations"', '"audio"', '"function_call"'],
  rewrite: (messages) =>
    messages.map((message) => (message['role'] === 'assistant' ? bare(message) : message)),
};

function bare(message: JsonObject): JsonObject {
  const { refusal, annotations: _annotations, audio: _audio, function_call: call, ...rest } = message;
  const told = typeof refusal === 'string' && !message['content'] ? { content: refusal } : {};
  return { ...rest, ...told, ...(call === undefined || call === null ? {} : { function_call: call }) };
}
