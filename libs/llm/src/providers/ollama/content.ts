import { unreachable } from '@tollgate/core';
import { type DocumentPart, type MediaSource, type UserPart } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { decodeText } from '../text-bytes.js';

/** A message's content: one text, and images as base64 without a `data:` prefix. */
export interface Content {
  readonly text: string;
  readonly images: readonly string[];
}

/** Parts of a turn → Ollama's content. Texts stand below each other. */
export function encodeContent(parts: readonly UserPart[], path: string, problems: Problems): Content {
  const texts: string[] = [];
  const images: string[] = [];
  parts.forEach((part, index) => {
    const place = `${path}.content[${index}]`;
    switch (part.type) {
      case 'text':
        if (part.text !== '') texts.push(part.text);
        break;
      case 'image':
        images.push(...imageOf(part.source, place, problems));
        break;
      case 'document':
        texts.push(...documentOf(part, place, problems));
        break;
      case 'audio':
      case 'video':
        problems.untranslatable(place, part.type);
        break;
      case 'opaque':
        problems.untranslatable(place, `a block of ${part.wire}`);
        break;
      default:
        unreachable(part);
    }
  });
  return { text: texts.join('\n'), images };
}

function imageOf(source: MediaSource, path: string, problems: Problems): string[] {
  switch (source.kind) {
    case 'base64':
      return [source.data];
    case 'url':
      problems.untranslatable(path, 'images by address; send the bytes as a data: URL');
      return [];
    case 'file':
      problems.untranslatable(path, 'file ids; send the bytes as a data: URL');
      return [];
    default:
      return unreachable(source);
  }
}

/** Documents of text are text; Ollama reads no other. */
function documentOf({ source }: DocumentPart, path: string, problems: Problems): string[] {
  if (source.kind === 'text') return [source.text];
  const isText = source.kind === 'base64' && source.mediaType.startsWith('text/');
  const text = isText ? decodeText(source.data) : null;
  if (text === null) problems.untranslatable(path, 'documents but those of text');
  return text === null ? [] : [text];
}
