import { type Operation } from '../endpoints/operation.js';
import { anthropicMessages } from './anthropic-messages/surface.js';
import { openAiChat } from './openai-chat/surface.js';
import { type ChatSurface } from './surface.js';

/** Operations that are chats, each in the words of its own API. */
export type ChatOperation = 'chat' | 'messages';

export function isChat(operation: Operation): operation is ChatOperation {
  return operation === 'chat' || operation === 'messages';
}

/** What the clients of an operation speak; its failures, too, have that form. Everything but Anthropic's is OpenAI's. */
export function surfaceOf(operation: Operation): ChatSurface {
  return operation === 'messages' ? anthropicMessages : openAiChat;
}
