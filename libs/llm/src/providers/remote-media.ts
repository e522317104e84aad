import { type Failure } from '@tollgate/core';
import { type MediaSource, type Message } from '../chat/chat-request.js';

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
