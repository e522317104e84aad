import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { geminiEmbeddings } from '../../endpoints/embeddings/gemini.js';
import { googleImages } from '../../endpoints/images/google.js';
import { unconfigured } from '../endpoint.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type Address, type ChatAbility, type Provider, type Target } from '../provider.js';
import { findGeminiError, readGeminiError } from './fault.js';
import { GeminiReply } from './reply.js';
import { encodeRequest } from './request.js';
import { GeminiStreamDecoder } from './stream.js';
import { toUsage } from './usage.js';

const BASE_URL = 'https://generativelanguage.googleapis.com/v1beta';

/** Files that were uploaded to Google, and videos of YouTube, are read by the model itself. */
const OWN_MEDIA =
  /^https:\/\/(?:generativelanguage\.googleapis\.com\/|storage\.googleapis\.com\/|(?:www\.)?youtube\.com\/|youtu\.be\/)/;

/** Everything of `generateContent` but where it is and how one signs in: AI Studio and Vertex AI differ only there. */
export const generateContent = Object.freeze({
  wire: 'gemini',
  usageInStream: 'always',
  needsBytes: (url) => !OWN_MEDIA.test(url),
  editable: [],
  edits: () => [],
  encode: encodeRequest,
  decodeReply,
  decodeStream: () => new GeminiStreamDecoder(),
  readUsage: toUsage,
  readError: readGeminiError,
} satisfies Omit<ChatAbility, 'address'>);

/** Google AI Studio's Gemini API. Source: ai.google.dev, API reference v1beta. */
export const gemini: Provider = Object.freeze<Provider>({
  id: 'gemini',
  label: 'Gemini',
  keyEnv: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  baseUrlEnv: ['GEMINI_API_BASE'],
  serves: ['chat', 'embeddings', 'images'],
  chat: Object.freeze({ ...generateContent, address }),
  endpoints: { embeddings: geminiEmbeddings(addressOf), images: googleImages('Gemini', addressOf) },
});

/** The key goes in a header, never in the URL, where logs and errors would show it. */
function address(target: Target, stream: boolean): Address | Failure {
  return addressOf(target, method(stream));
}

/** @param name of the method, with its query if it has one. */
function addressOf(target: Target, name: string): Address | Failure {
  if (target.apiKey === null) return unconfigured('Gemini needs an api_key.');
  const base = (target.baseUrl ?? BASE_URL).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(base)) return unconfigured('The api_base of Gemini is not an http(s) URL.');
  const versioned = /\/v\d[a-z0-9]*$/.test(base) ? base : `${base}/v1beta`;
  const headers = new Map([['x-goog-api-key', target.apiKey]]);
  for (const [name, value] of Object.entries(target.headers)) headers.set(name.toLowerCase(), value);
  return { url: `${versioned}/${modelPath(target.model)}:${name}`, headers: [...headers].flat() };
}

/** `gemini-2.5-pro` → `models/gemini-2.5-pro`; tuned models bring their own collection. */
function modelPath(model: string): string {
  const path = /^(models|tunedModels)\//.test(model) ? model : `models/${model}`;
  return path.split('/').map(encodeURIComponent).join('/');
}

export function method(stream: boolean): string {
  return stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
}

function decodeReply(body: Json): ChatEvent[] {
  if (!isJsonObject(body)) return [{ type: 'error', fault: protocolFault(NOT_A_REPLY) }];
  const fault = findGeminiError(body);
  if (fault !== null) return [{ type: 'error', fault }];
  const reply = new GeminiReply();
  const events = reply.read(body);
  if (!reply.finished && !Array.isArray(body['candidates'])) {
    return [{ type: 'error', fault: protocolFault(NOT_A_REPLY) }];
  }
  return [...events, ...reply.close(), { type: 'message-end' }];
}

const NOT_A_REPLY = 'The upstream answered with something that is not a generateContent reply.';
