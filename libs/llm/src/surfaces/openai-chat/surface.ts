import { type JsonObject, toOpenAiError } from '@tollgate/core';
import { type ChatSurface } from '../surface.js';
import { encodeReply } from './reply.js';
import { decodeRequest } from './request.js';
import { ChunkEncoder } from './stream.js';

/** `POST /v1/chat/completions`, as OpenAI's clients speak it. */
export const openAiChat: ChatSurface = Object.freeze({
  wire: 'openai-chat',
  decode: decodeRequest,
  encodeReply,
  encodeStream: (context) => new ChunkEncoder(context),
  encodeFailure: (failure): JsonObject => ({ error: { ...toOpenAiError(failure).error } }),
} satisfies ChatSurface);
