import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { ollamaEmbeddings } from '../../endpoints/embeddings/ollama.js';
import { forwardedEndpoint } from '../../endpoints/forwarded/forwarded-endpoint.js';
import { endpointUrl, unconfigured } from '../endpoint.js';
import { readOpenAiError } from '../faults/openai-error.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type Provider, type Target } from '../provider.js';
import { OllamaReply } from './reply.js';
import { encodeRequest } from './request.js';
import { OllamaStreamDecoder } from './stream.js';
import { readUsage } from './usage.js';

const BASE_URL = 'http://localhost:11434';

/** Ollama's own chat API. Source: docs.ollama.com, "Generate a chat message". */
export const ollama: Provider = Object.freeze({
  id: 'ollama',
  label: 'Ollama',
  keyEnv: ['OLLAMA_API_KEY'],
  keyOptional: true,
  baseUrl: BASE_URL,
  baseUrlEnv: ['OLLAMA_API_BASE'],
  serves: ['chat', 'completions', 'embeddings', 'responses'],
  chat: Object.freeze({
    wire: 'ollama',
    usageInStream: 'always',
    needsBytes: () => true,
    editable: [],
    edits: () => [],
    address,
    encode: encodeRequest,
    decodeReply,
    decodeStream: () => new OllamaStreamDecoder(),
    readUsage,
    readError: readOpenAiError,
  }),
  endpoints: {
    embeddings: ollamaEmbeddings((target) => addressOf(target, '/api/embed')),
    completions: forwardedEndpoint({
      label: 'Ollama',
      address: (target) => addressOf(target, '/v1/completions'),
    }),
  },
} satisfies Provider);

function address(target: Target): Address | Failure {
  return addressOf(target, '/api/chat');
}

/** A base URL that was written for the OpenAI-compatible endpoint of the same server ends in `/v1`. */
function addressOf(target: Target, path: string): Address | Failure {
  const base = (target.baseUrl ?? BASE_URL).replace(/\/(?:v1|api)\/*$/, '');
  const url = endpointUrl(base, path);
  if (url === null) return unconfigured('The api_base of Ollama is not an http(s) URL.');
  const headers = new Map<string, string>();
  if (target.apiKey !== null) headers.set('authorization', `Bearer ${target.apiKey}`);
  for (const [name, value] of Object.entries(target.headers)) headers.set(name.toLowerCase(), value);
  return { url, headers: [...headers].flat() };
}

function decodeReply(body: Json): ChatEvent[] {
  const reply = new OllamaReply();
  const events = isJsonObject(body) ? reply.read(body) : [];
  if (events.at(-1)?.type === 'error') return events;
  if (!reply.ended) {
    return [
      {
        type: 'error',
        fault: protocolFault('The upstream answered with something that is not a chat reply.'),
      },
    ];
  }
  return [...events, ...reply.close(), { type: 'message-end' }];
}
