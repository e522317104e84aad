import { type Json, type JsonObject } from '@tollgate/core';
import {
  type DocumentPart,
  type ImagePart,
  type MediaSource,
  type TextPart,
  type UserPart,
} from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';
import { readCacheMark } from '../openai-chat/content.js';
import { readDataUrl, readMediaUrl } from '../openai-chat/media.js';

/** A block of a user turn or of a tool's result. */
export function readBlock(reader: BodyReader, block: JsonObject, path: string): UserPart {
  switch (block['type']) {
    case 'text':
      return readText(reader, block, path);
    case 'image':
      return readImage(reader, block, path);
    case 'document':
      return readDocument(reader, block, path);
    case 'tool_use':
    case 'thinking':
    case 'redacted_thinking':
      reader.refuse(`${path}.type`, `a block of type ${block['type']} belongs into a turn of the assistant`);
      return { type: 'text', text: '' };
    default:
      reader.identifier(block['type'], `${path}.type`);
      return { type: 'opaque', wire: 'anthropic-messages', value: block };
  }
}

export function readText(reader: BodyReader, block: JsonObject, path: string): TextPart {
  if (block['type'] !== 'text') reader.refuse(`${path}.type`, 'must be "text" here');
  const citations = reader.optionalArray(block['citations'], `${path}.citations`);
  return {
    type: 'text',
    text: reader.string(block['text'], `${path}.text`),
    ...(citations.length === 0 ? {} : { citations }),
    ...readCacheMark(reader, block, path),
  };
}

function readImage(reader: BodyReader, block: JsonObject, path: string): ImagePart {
  const source = readSource(reader, block['source'], `${path}.source`, ['base64', 'url', 'file']);
  return { type: 'image', source, ...readCacheMark(reader, block, path) };
}

function readDocument(reader: BodyReader, block: JsonObject, path: string): UserPart {
  const source = reader.object(block['source'], `${path}.source`);
  // Documents made of blocks exist at Anthropic only.
  if (source['type'] === 'content') return { type: 'opaque', wire: 'anthropic-messages', value: block };
  const title = reader.optionalString(block['title'], `${path}.title`);
  const context = reader.optionalString(block['context'], `${path}.context`);
  const citations = reader.optionalObject(block['citations'], `${path}.citations`);
  const rest: Omit<DocumentPart, 'type' | 'source'> = {
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(typeof citations?.['enabled'] === 'boolean' ? { citations: citations['enabled'] } : {}),
    ...readCacheMark(reader, block, path),
  };
  if (source['type'] === 'text')
    return {
      type: 'document',
      source: { kind: 'text', text: reader.string(source['data'], `${path}.source.data`) },
      ...rest,
    };
  const at = `${path}.source`;
  return {
    type: 'document',
    source: readSource(reader, source, at, ['base64', 'url', 'file', 'text']),
    ...rest,
  };
}

function readSource(
  reader: BodyReader,
  value: Json | undefined,
  path: string,
  kinds: readonly string[],
): MediaSource {
  const source = reader.object(value, path);
  switch (reader.oneOf(source['type'], `${path}.type`, kinds)) {
    case 'url':
      return readMediaUrl(reader, source['url'], `${path}.url`);
    case 'file':
      return { kind: 'file', fileId: reader.identifier(source['file_id'], `${path}.file_id`) };
    default: {
      const mediaType = reader.identifier(source['media_type'], `${path}.media_type`, 128);
      return readDataUrl(reader, reader.string(source['data'], `${path}.data`), `${path}.data`, mediaType);
    }
  }
}
