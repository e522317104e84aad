import { type JsonObject } from '@tollgate/core';
import { type DocumentPart } from '../../chat/chat-request.js';
import { decodeText } from '../text-bytes.js';
import { type Problems } from '../problems.js';

/** A document of text → an entry of `documents`; Cohere reads no other. */
export function encodeDocument(part: DocumentPart, path: string, problems: Problems): JsonObject[] {
  const text = textOf(part);
  if (text === null) {
    problems.untranslatable(path, 'documents but those of text');
    return [];
  }
  const title = part.title ?? part.filename;
  return [{ data: { ...(title === undefined ? {} : { title }), text } }];
}

function textOf({ source }: DocumentPart): string | null {
  if (source.kind === 'text') return source.text;
  return source.kind === 'base64' && source.mediaType.startsWith('text/') ? decodeText(source.data) : null;
}
