import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { cohereEmbeddings } from '../../endpoints/embeddings/cohere.js';
import { cohereRerank } from '../../endpoints/rerank/cohere.js';
import { endpointUrl, unconfigured } from '../endpoint.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type Provider, type Target } from '../provider.js';
import { SseReplyDecoder } from '../sse-reply.js';
import { readCohereError } from './fault.js';
import { CohereReply } from './reply.js';
import { encodeRequest } from './request.js';
import { readUsage } from './usage.js';

const BASE_URL = 'https://api.cohere.com';

/** Cohere's Chat API, version 2. Source: docs.cohere.com, "Chat" and "Chat with Streaming". */
export const cohere: Provider = Object.freeze({
  id: 'cohere',
  label: 'Cohere',
  keyEnv: ['COHERE_API_KEY', 'CO_API_KEY'],
  baseUrl: BASE_URL,
  baseUrlEnv: ['COHERE_API_BASE'],
  serves: ['chat', 'embeddings', 'rerank', 'batches', 'files'],
  chat: Object.freeze({
    wire: 'cohere-v2',
    usageInStream: 'always',
    editable: [],
    edits: () => [],
    address,
    encode: encodeRequest,
    decodeReply,
    decodeStream: () => new SseReplyDecoder(new CohereReply(), '[DONE]'),
    readUsage,
    readError: readCohereError,
  }),
  endpoints: {
    embeddings: cohereEmbeddings((target) => addressOf(target, '/v2/embed')),
    rerank: cohereRerank((target) => addressOf(target, '/v2/rerank')),
  },
} satisfies Provider);

function address(target: Target): Address | Failure {
  return addressOf(target, '/v2/chat');
}

function addressOf(target: Target, path: string): Address | Failure {
  if (target.apiKey === null) return unconfigured('Cohere needs an api_key.');
  const url = endpointUrl(target.baseUrl ?? BASE_URL, path);
  if (url === null) return unconfigured('The api_base of Cohere is not an http(s) URL.');
  const headers = new Map([['authorization', `Bearer ${target.apiKey}`]]);
  for (const [name, value] of Object.entries(target.headers)) headers.set(name.toLowerCase(), value);
  return { url, headers: [...headers].flat() };
}

function decodeReply(body: Json): ChatEvent[] {
  if (!isJsonObject(body) || !isJsonObject(body['message'])) {
    return [
      { type: 'error', fault: protocolFault('The upstream answered with something that is not a message.') },
    ];
  }
  const reply = new CohereReply();
  const events = reply.readWhole(body);
  if (events.at(-1)?.type === 'error') return events;
  return [...events, ...reply.close(), { type: 'message-end' }];
}
