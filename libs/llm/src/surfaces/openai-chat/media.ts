import { type Json } from '@tollgate/core';
import { type MediaSource } from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*;base64,/i;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** An `image_url`/`video_url` text: a base64 data URL, or an address of http or https. */
export function readMediaUrl(reader: BodyReader, value: Json | undefined, path: string): MediaSource {
  const url = reader.string(value, path);
  if (url.slice(0, 5).toLowerCase() === 'data:') return readDataUrl(reader, url, path);
  if (!/^https?:\/\/[^\s/]/i.test(url) || /[\u0000-\u0020\u007f]/.test(url)) {
    reader.refuse(path, 'must be an http(s) URL or a base64 data URL');
  }
  return { kind: 'url', url };
}

/** A data URL, or bare base64 with a media type that is known from elsewhere. */
export function readDataUrl(reader: BodyReader, url: string, path: string, bareType?: string): MediaSource {
  const head = DATA_URL.exec(url.slice(0, 200));
  const data = head ? url.slice(head[0].length) : url;
  if ((head === null && bareType === undefined) || data === '' || !BASE64.test(data)) {
    reader.refuse(path, 'must be a base64 data URL');
  }
  return { kind: 'base64', mediaType: (head?.[1] ?? bareType ?? 'text/plain').toLowerCase(), data };
}
