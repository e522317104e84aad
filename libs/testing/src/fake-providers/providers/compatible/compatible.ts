import { isJsonObject, type Json } from '@tollgate/core';
import { type FakeProvider, type FakeRequest, frameSse, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { type Dialect } from '../openai/dialect.js';
import { acceptEmbeddings } from '../openai/embeddings.js';
import { refuse } from '../openai/errors.js';
import { acceptChat, openAiError, openAiErrorEvent } from '../openai/openai.js';

const COMPATIBLE_DIALECT: Dialect = {
  servedModel: (asked) => asked,
  reasoningMember: 'reasoning_content',
  contentFilters: false,
};

/**
 * A server that is compatible with OpenAI's API (vLLM, a reseller …): any model, no key needed unless keys are given,
 * thoughts in `reasoning_content` when `reasoning_effort` is set.
 */
export function compatible(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'compatible',
    basePath: '/v1',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: openAiError,
    errorEvent: openAiErrorEvent,
    frame: frameSse,
  };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  if (keys === null || keys.some((key) => headers['authorization'] === `Bearer ${key}`)) return null;
  return { kind: 'reply', status: 401, body: { error: 'Unauthorized' } };
}

/** Where compatible services have their chat: below the version, some in a folder of their own, some without `completions`. */
const CHAT_PATH = /^\/v1(?:\/[\w-]+)*\/chat(?:\/completions)?$/;

function acceptCall(request: FakeRequest) {
  if (request.method === 'POST' && CHAT_PATH.test(request.path))
    return acceptChat({ ...request, text: withoutThoughts(request.text) }, COMPATIBLE_DIALECT, () => true);
  switch (`${request.method} ${request.path}`) {
    case 'POST /v1/embeddings':
      return acceptEmbeddings(parseJson(request.text) ?? {});
    default:
      return refuse({ status: 404, message: 'Not Found', type: 'NotFoundError', code: '404' });
  }
}

/** Servers that show thoughts in `reasoning_content` or `reasoning` take them back there; OpenAI's own schema knows neither. */
function withoutThoughts(text: string): string {
  const body = parseJson(text);
  const messages = isJsonObject(body) ? body['messages'] : null;
  if (!isJsonObject(body) || !Array.isArray(messages)) return text;
  return JSON.stringify({ ...body, messages: messages.map(withoutThought) });
}

function withoutThought(message: Json): Json {
  if (!isJsonObject(message) || message['role'] !== 'assistant') return message;
  const { reasoning_content: _thought, reasoning: _same, ...rest } = message;
  return rest;
}
