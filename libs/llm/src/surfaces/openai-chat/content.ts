import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import {
  type CacheMark,
  type DocumentPart,
  type ImagePart,
  type TextPart,
  type UserPart,
} from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';
import { readDataUrl, readMediaUrl } from './media.js';

/** Content that may only be text: a string, or text parts. */
export function readTextParts(reader: BodyReader, value: Json | undefined, path: string): TextPart[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  return reader.array(value, path).map((item, index) => {
    const at = `${path}[${index}]`;
    const part = reader.object(item, at);
    if (part['type'] !== 'text') reader.refuse(`${at}.type`, 'must be "text" here');
    return readText(reader, part, at);
  });
}

/** Content of a user or tool turn: a string, or parts of any kind. */
export function readUserParts(reader: BodyReader, value: Json | undefined, path: string): UserPart[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  return reader
    .array(value, path)
    .map((item, index) =>
      readUserPart(reader, reader.object(item, `${path}[${index}]`), `${path}[${index}]`),
    );
}

function readUserPart(reader: BodyReader, part: JsonObject, path: string): UserPart {
  switch (part['type']) {
    case 'text':
      return readText(reader, part, path);
    case 'image_url':
      return readImage(reader, part, path);
    case 'input_audio': {
      const audio = reader.object(part['input_audio'], `${path}.input_audio`);
      const format = reader.identifier(audio['format'], `${path}.input_audio.format`);
      const source = readDataUrl(
        reader,
        reader.string(audio['data'], `${path}.input_audio.data`),
        `${path}.input_audio.data`,
        `audio/${format}`,
      );
      return { type: 'audio', format, source };
    }
    case 'video_url': {
      const video = reader.object(part['video_url'], `${path}.video_url`);
      return { type: 'video', source: readMediaUrl(reader, video['url'], `${path}.video_url.url`) };
    }
    case 'file':
      return readFile(reader, part, path);
    default:
      reader.refuse(`${path}.type`, 'must be one of text, image_url, input_audio, video_url, file');
      return { type: 'text', text: '' };
  }
}

function readText(reader: BodyReader, part: JsonObject, path: string): TextPart {
  return {
    type: 'text',
    text: reader.string(part['text'], `${path}.text`),
    ...readCacheMark(reader, part, path),
  };
}

function readImage(reader: BodyReader, part: JsonObject, path: string): ImagePart {
  const image = part['image_url'];
  const mark = readCacheMark(reader, part, path);
  if (typeof image === 'string') {
    return { type: 'image', source: readMediaUrl(reader, image, `${path}.image_url`), ...mark };
  }
  const object = reader.object(image, `${path}.image_url`);
  const detail =
    object['detail'] === undefined || object['detail'] === null
      ? null
      : reader.oneOf(object['detail'], `${path}.image_url.detail`, ['low', 'high', 'auto']);
  return {
    type: 'image',
    source: readMediaUrl(reader, object['url'], `${path}.image_url.url`),
    ...(detail === null ? {} : { detail }),
    ...mark,
  };
}

function readFile(reader: BodyReader, part: JsonObject, path: string): DocumentPart {
  const file = reader.object(part['file'], `${path}.file`);
  const filename = reader.optionalString(file['filename'], `${path}.file.filename`);
  const rest = { ...(filename === null ? {} : { filename }), ...readCacheMark(reader, part, path) };
  if (typeof file['file_data'] === 'string') {
    const source = readDataUrl(reader, file['file_data'], `${path}.file.file_data`, 'application/pdf');
    return { type: 'document', source, ...rest };
  }
  const id = file['file_id'];
  if (typeof id === 'string' && /^https?:\/\//i.test(id)) {
    return { type: 'document', source: readMediaUrl(reader, id, `${path}.file.file_id`), ...rest };
  }
  if (id === undefined) reader.refuse(`${path}.file`, 'needs file_data or file_id');
  else reader.identifier(id, `${path}.file.file_id`);
  return { type: 'document', source: { kind: 'file', fileId: typeof id === 'string' ? id : '' }, ...rest };
}

/** `cache_control` of a block, message or tool, as Anthropic writes it. */
export function readCacheMark(reader: BodyReader, holder: JsonObject, path: string): { cache?: CacheMark } {
  const mark = holder['cache_control'];
  if (mark === undefined || mark === null) return {};
  const at = `${path}.cache_control`;
  if (!isJsonObject(mark) || mark['type'] !== 'ephemeral') {
    reader.refuse(at, 'must be {"type":"ephemeral"}, with "ttl" if need be');
    return {};
  }
  if (mark['ttl'] === undefined || mark['ttl'] === null) return { cache: { type: 'ephemeral' } };
  const ttl = reader.oneOf(mark['ttl'], `${at}.ttl`, ['5m', '1h']);
  return { cache: ttl === null ? { type: 'ephemeral' } : { type: 'ephemeral', ttl } };
}
