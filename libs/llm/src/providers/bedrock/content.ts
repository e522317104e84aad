import { type JsonObject, unreachable } from '@tollgate/core';
import {
  type DocumentPart,
  type ImagePart,
  type MediaSource,
  type UserPart,
} from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { refuseRemote } from '../remote-media.js';
import { cachePoint } from './cache-points.js';
import { type BedrockTraits } from './model-traits.js';

const IMAGE_FORMATS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

const DOCUMENT_FORMATS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
};

const VIDEO_FORMATS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'video/webm': 'webm',
  'video/x-flv': 'flv',
  'video/mpeg': 'mpeg',
  'video/x-ms-wmv': 'wmv',
  'video/3gpp': 'three_gp',
};

/** Content blocks of user turns and tool results; documents of one request must have names that differ. */
export class ContentEncoder {
  #documents = 0;

  constructor(
    private readonly traits: BedrockTraits,
    private readonly problems: Problems,
  ) {}

  /** One part → blocks; blank text makes none, for Bedrock refuses it. */
  encode(part: UserPart, path: string): JsonObject[] {
    switch (part.type) {
      case 'text':
        return part.text.trim() === '' ? [] : [{ text: part.text }, ...cachePoint(part.cache, this.traits)];
      case 'image':
        return this.#image(part, path);
      case 'document':
        return this.#document(part, path);
      case 'video':
        return this.#media('video', part.source, VIDEO_FORMATS, path);
      case 'opaque':
        if (part.wire === 'bedrock-converse') return [part.value];
        this.problems.untranslatable(path, `a block of ${part.wire}`);
        return [];
      case 'audio':
        this.problems.untranslatable(path, part.type);
        return [];
      default:
        return unreachable(part);
    }
  }

  #image(part: ImagePart, path: string): JsonObject[] {
    const blocks = this.#media('image', part.source, IMAGE_FORMATS, path);
    return blocks.length === 0 ? [] : [...blocks, ...cachePoint(part.cache, this.traits)];
  }

  #document(part: DocumentPart, path: string): JsonObject[] {
    const { source, cache } = part;
    if (source.kind === 'base64' && source.mediaType.startsWith('image/'))
      return this.#image({ type: 'image', source, ...(cache === undefined ? {} : { cache }) }, path);
    const bytes = this.#documentBytes(source, path);
    if (bytes === null) return [];
    this.#documents += 1;
    const document = {
      ...bytes,
      name: documentName(part.title ?? part.filename, this.#documents),
      ...(part.context === undefined ? {} : { context: part.context }),
      ...(part.citations === undefined ? {} : { citations: { enabled: part.citations } }),
    };
    return [{ document }, ...cachePoint(cache, this.traits)];
  }

  #documentBytes(source: DocumentPart['source'], path: string): JsonObject | null {
    if (source.kind === 'text') return { format: 'txt', source: { bytes: toBase64(source.text) } };
    const [block] = this.#media('document', source, DOCUMENT_FORMATS, path);
    const document = block?.['document'];
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? document : null;
  }

  #media(
    kind: 'image' | 'document' | 'video',
    source: MediaSource,
    formats: Readonly<Record<string, string>>,
    path: string,
  ): JsonObject[] {
    if (source.kind !== 'base64') {
      this.problems.fail(refuseRemote(source, path, 'Amazon Bedrock'));
      return [];
    }
    const mediaType = (source.mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
    const format = formats[mediaType];
    if (format === undefined) {
      const known = [...new Set(Object.values(formats))].join(', ');
      this.problems.refuse(path, `must be a ${kind} of these kinds: ${known}; not ${source.mediaType}`);
      return [];
    }
    return [{ [kind]: { format, source: { bytes: source.data } } }];
  }
}

/** Letters, digits, single spaces, hyphens, parentheses, brackets; the number keeps names apart. */
function documentName(title: string | undefined, number: number): string {
  const clean = (title ?? '')
    .replace(/[^A-Za-z0-9\s\-()[\]]+/g, '-')
    .replace(/\s+/g, ' ')
    .slice(0, 180)
    .trim();
  if (clean === '') return `document ${number}`;
  return number === 1 ? clean : `${clean} (${number})`;
}

function toBase64(text: string): string {
  return btoa(binary(new TextEncoder().encode(text)));
}

/** One character a byte, in pieces that fit a call's arguments. */
function binary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}
