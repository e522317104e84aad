import { type ChatSurface } from '../surface.js';
import { encodeFailure } from './failure.js';
import { encodeReply } from './reply.js';
import { decodeRequest } from './request.js';
import { EventEncoder } from './stream.js';

/** `POST /v1/messages`, as Anthropic's clients speak it. Source: Anthropic API reference, version 2023-06-01. */
export const anthropicMessages: ChatSurface = Object.freeze({
  wire: 'anthropic-messages',
  decode: decodeRequest,
  encodeReply,
  encodeStream: (context) => new EventEncoder(context),
  encodeFailure,
} satisfies ChatSurface);
