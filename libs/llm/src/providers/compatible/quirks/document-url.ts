import { isJsonObject, type Json } from '@tollgate/core';
import { type ListRule } from './rule.js';

/** Mistral's words for a file: `document_url` for bytes, and a `file_id` that stands beside the type. */
export const documentUrl: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"file"'],
  rewrite: (messages) =>
    messages.map((message) => {
      const { content } = message;
      return Array.isArray(content) ? { ...message, content: content.map(renamePart) } : message;
    }),
};

function renamePart(part: Json): Json {
  if (!isJsonObject(part) || part['type'] !== 'file' || !isJsonObject(part['file'])) return part;
  const { file_data: data, file_id: id, filename } = part['file'];
  if (typeof id === 'string') return { type: 'file', file_id: id };
  if (typeof data !== 'string') return part;
  return {
    type: 'document_url',
    document_url: data,
    ...(typeof filename === 'string' ? { document_name: filename } : {}),
  };
}
