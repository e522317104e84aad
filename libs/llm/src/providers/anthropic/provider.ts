import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { endpointUrl, unconfigured } from '../endpoint.js';
import { readOpenAiError } from '../faults/openai-error.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type ChatAbility, type Provider, type Target } from '../provider.js';
import { MessageReader } from './reply.js';
import { encodeRequest } from './request.js';
import { requestDefaults } from '../request-defaults.js';
import { SseReplyDecoder } from '../sse-reply.js';
import { readUsage } from './usage.js';

const BASE_URL = 'https://api.anthropic.com';
/** Beta that OAuth tokens (`sk-ant-oat…`) need. */
const OAUTH_BETA = 'oauth-2025-04-20';

/** Everything of the Messages API but where it is and how one signs in: clouds that serve Claude differ only there. */
export const messagesApi = Object.freeze({
  wire: 'anthropic-messages',
  usageInStream: 'always',
  editable: [],
  // What the operator presets has to be put in, unless the client says it: that takes reading the body.
  edits: (_members, target) => (requestDefaults(target).length > 0 ? null : []),
  encode: (request, target) => encodeRequest(request, target),
  decodeReply,
  decodeStream: () => new SseReplyDecoder(new MessageReader(), null),
  readUsage,
  readError: readOpenAiError,
} satisfies Omit<ChatAbility, 'address'>);

/** Version of the Messages API that every call names. */
export const ANTHROPIC_VERSION = '2023-06-01';

/** Anthropic's Messages API. Source: docs.anthropic.com, API reference, version 2023-06-01. */
export const anthropic: Provider = Object.freeze({
  id: 'anthropic',
  label: 'Anthropic',
  keyEnv: ['ANTHROPIC_API_KEY'],
  baseUrlEnv: ['ANTHROPIC_API_BASE', 'ANTHROPIC_BASE_URL'],
  chat: Object.freeze({ ...messagesApi, address }),
});

function address(target: Target): Address | Failure {
  const { apiKey } = target;
  if (apiKey === null) return unconfigured('Anthropic needs an api_key.');
  const url = endpointUrl(target.baseUrl ?? BASE_URL, '/v1/messages');
  if (url === null) return unconfigured('The api_base of Anthropic is not an http(s) URL.');
  const headers = new Map<string, string>([['anthropic-version', ANTHROPIC_VERSION]]);
  if (apiKey.startsWith('sk-ant-oat')) {
    headers.set('authorization', `Bearer ${apiKey}`).set('anthropic-beta', OAUTH_BETA);
  } else headers.set('x-api-key', apiKey);
  for (const [name, value] of Object.entries(target.headers)) {
    const key = name.toLowerCase();
    const betas = key === 'anthropic-beta' ? headers.get(key) : undefined;
    headers.set(key, betas === undefined ? value : `${betas},${value}`);
  }
  return { url, headers: [...headers].flat() };
}

function decodeReply(body: Json): ChatEvent[] {
  if (!isJsonObject(body)) return [{ type: 'error', fault: protocolFault(NOT_A_MESSAGE) }];
  const reader = new MessageReader();
  const events = reader.readWhole(body);
  if (reader.failed) return events;
  if (!Array.isArray(body['content'])) return [{ type: 'error', fault: protocolFault(NOT_A_MESSAGE) }];
  return [...events, ...reader.close(), { type: 'message-end' }];
}

const NOT_A_MESSAGE = 'The upstream answered with something that is not a message.';
