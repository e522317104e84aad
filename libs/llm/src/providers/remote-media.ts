import { type Failure } from '@tollgate/core';
import { type MediaSource, type Message, type ToolMessage, type UserMessage } from '../chat/chat-request.js';

/**
 * The first image or document that is not sent along as bytes, for providers that fetch nothing themselves.
 * @param provider the name a client reads.
 */
export function findRemoteMedia(messages: readonly Message[], provider: string): Failure | null {
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'user' && message.role !== 'tool') continue;
    for (const [at, part] of message.parts.entries()) {
      if (part.type !== 'image' && part.type !== 'document') continue;
      if (part.source.kind !== 'url' && part.source.kind !== 'file') continue;
      return refuseRemote(part.source, `messages[${index}].content[${at}]`, provider);
    }
  }
  return null;
}

/** Bytes that are elsewhere: the client is told how to send them. */
export function refuseRemote(
  source: Extract<MediaSource, { kind: 'url' | 'file' }>,
  path: string,
  provider: string,
): Failure {
  const what = source.kind === 'url' ? 'fetches no URLs' : 'knows no file ids';
  return {
    class: 'UnsupportedParamsError',
    message: `${path}: ${provider} ${what}; send the bytes as a data: URL`,
    param: path,
  };
}

/** A picture or document that is elsewhere, and where it stands in the request. */
export interface RemoteMedia {
  readonly url: string;
  /** The part, in the client's words: `messages[0].content[1]`. */
  readonly path: string;
  readonly kind: 'image' | 'document';
}

/** What was found at a URL. `data` is base64. */
export interface MediaBytes {
  readonly mediaType: string;
  readonly data: string;
}

/** Every picture and document at a URL that must be sent as bytes. */
export function remoteMediaOf(
  messages: readonly Message[],
  needsBytes: (url: string) => boolean,
): RemoteMedia[] {
  return messages.flatMap((message, index) => {
    if (message.role !== 'user' && message.role !== 'tool') return [];
    return message.parts.flatMap((part, at): RemoteMedia[] => {
      if ((part.type !== 'image' && part.type !== 'document') || part.source.kind !== 'url') return [];
      const { url } = part.source;
      return needsBytes(url) ? [{ url, path: `messages[${index}].content[${at}]`, kind: part.type }] : [];
    });
  });
}

/** The same turns, with the bytes of what was fetched in place of its URL. */
export function withMediaBytes(
  messages: readonly Message[],
  fetched: ReadonlyMap<string, MediaBytes>,
): Message[] {
  return messages.map((message) => {
    switch (message.role) {
      case 'user':
        return { ...message, parts: message.parts.map((part) => withBytes(part, fetched)) };
      case 'tool':
        return { ...message, parts: message.parts.map((part) => withBytes(part, fetched)) };
      default:
        return message;
    }
  });
}

function withBytes<Part extends (UserMessage | ToolMessage)['parts'][number]>(
  part: Part,
  fetched: ReadonlyMap<string, MediaBytes>,
): Part {
  if ((part.type !== 'image' && part.type !== 'document') || part.source.kind !== 'url') return part;
  const bytes = fetched.get(part.source.url);
  return bytes === undefined ? part : { ...part, source: { kind: 'base64', ...bytes } };
}
