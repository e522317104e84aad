import { type JsonObject, unreachable } from '@tollgate/core';
import { type CacheMark, type DocumentPart, type ImagePart, type UserPart } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { decodeText } from '../text-bytes.js';

const IMAGE_TYPES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** One part of a user turn or a tool result → content blocks; blank text makes none, for Anthropic refuses it. */
export function encodePart(part: UserPart, path: string, problems: Problems): JsonObject[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text, ...marked(part.cache) }];
    case 'image':
      return encodeImage(part, path, problems);
    case 'document':
      return encodeDocument(part, path, problems);
    case 'opaque':
      if (part.wire === 'anthropic-messages') return [part.value];
      problems.untranslatable(path, `a block of ${part.wire}`);
      return [];
    case 'audio':
    case 'video':
      problems.untranslatable(path, part.type);
      return [];
    default:
      return unreachable(part);
  }
}

function encodeImage(part: ImagePart, path: string, problems: Problems): JsonObject[] {
  const { source } = part;
  switch (source.kind) {
    case 'base64': {
      const mediaType = source.mediaType === 'image/jpg' ? 'image/jpeg' : source.mediaType;
      if (!IMAGE_TYPES.has(mediaType))
        problems.refuse(path, `must be a JPEG, PNG, GIF or WebP image, not ${mediaType}`);
      return [
        {
          type: 'image',
          source: { type: 'base64', media_type: mediaType, data: source.data },
          ...marked(part.cache),
        },
      ];
    }
    case 'url':
      return [{ type: 'image', source: { type: 'url', url: source.url }, ...marked(part.cache) }];
    case 'file':
      return [{ type: 'image', source: { type: 'file', file_id: source.fileId }, ...marked(part.cache) }];
    default:
      return unreachable(source);
  }
}

function encodeDocument(part: DocumentPart, path: string, problems: Problems): JsonObject[] {
  if (part.source.kind === 'base64' && part.source.mediaType.startsWith('image/')) {
    const { source, cache } = part;
    return encodeImage({ type: 'image', source, ...(cache === undefined ? {} : { cache }) }, path, problems);
  }
  const title = part.title ?? part.filename;
  return [
    {
      type: 'document',
      source: documentSource(part.source, path, problems),
      ...(title === undefined ? {} : { title }),
      ...(part.context === undefined ? {} : { context: part.context }),
      ...(part.citations === undefined ? {} : { citations: { enabled: part.citations } }),
      ...marked(part.cache),
    },
  ];
}

function documentSource(source: DocumentPart['source'], path: string, problems: Problems): JsonObject {
  switch (source.kind) {
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text };
    case 'url':
      return { type: 'url', url: source.url };
    case 'file':
      return { type: 'file', file_id: source.fileId };
    case 'base64': {
      if (source.mediaType === 'application/pdf') {
        return { type: 'base64', media_type: 'application/pdf', data: source.data };
      }
      const text = source.mediaType.startsWith('text/') ? decodeText(source.data) : null;
      if (text === null) problems.refuse(path, `must be a PDF or UTF-8 text, not ${source.mediaType}`);
      return { type: 'text', media_type: 'text/plain', data: text ?? '' };
    }
    default:
      return unreachable(source);
  }
}

/** `cache_control` of a block. */
export function marked(cache: CacheMark | undefined): JsonObject {
  return cache === undefined ? {} : { cache_control: { ...cache } };
}
