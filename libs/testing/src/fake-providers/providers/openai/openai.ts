import { type Answer } from '../../answers/answer.js';
import { usageOf } from '../../answers/usage.js';
import {
  type FakeProvider,
  type FakeRequest,
  frameSse,
  type Generation,
  type PlainCall,
  type PlainReply,
} from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { firstFault } from '../../schema-fault.js';
import { readPrompt } from './chat-prompt.js';
import { chatCompletion } from './chat-reply.js';
import { brokenReasoningRule, brokenRule } from './chat-rules.js';
import { type ChatBody, chatSchema } from './chat-schema.js';
import { chatStream } from './chat-stream.js';
import { type Dialect, OPENAI_DIALECT } from './dialect.js';
import { acceptEmbeddings } from './embeddings.js';
import { errorOfStatus, refuse, refuseSchema } from './errors.js';

const MODELS = [
  'gpt-4o',
  'gpt-4o-mini',
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-4.1-nano',
  'gpt-5',
  'gpt-5-nano',
  'o3-mini',
  'text-embedding-3-small',
  'text-embedding-3-large',
  'text-embedding-ada-002',
];

/**
 * OpenAI: chat completions, embeddings, models. Keys are `Bearer sk-…`; names outside OpenAI's
 * families of models are a 404.
 */
export function openAi(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'openai',
    basePath: '/v1',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: openAiError,
    errorEvent: openAiErrorEvent,
    frame: frameSse,
  };
}

export function openAiError(status: number, message?: string): PlainReply {
  return refuse(errorOfStatus(status, message));
}

export function openAiErrorEvent(status: number, message?: string) {
  return { data: JSON.stringify(openAiError(status, message).body) };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const [, key] = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '') ?? [];
  if (key === undefined) {
    return refuse({
      status: 401,
      message: `You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).`,
    });
  }
  if (keys === null ? key.startsWith('sk-') : keys.includes(key)) return null;
  return refuse({
    status: 401,
    message: `Incorrect API key provided: ${key.slice(0, 8)}***${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    code: 'invalid_api_key',
  });
}

function acceptCall(request: FakeRequest): Generation | PlainCall | PlainReply {
  switch (`${request.method} ${request.path}`) {
    case 'POST /v1/chat/completions':
      return acceptChat(request, OPENAI_DIALECT, isKnownModel);
    case 'POST /v1/embeddings':
      return acceptEmbeddings(parseJson(request.text) ?? {});
    case 'GET /v1/models':
      return { kind: 'reply', status: 200, body: { object: 'list', data: MODELS.map(modelObject) } };
    default:
      return acceptModel(request);
  }
}

function acceptModel({ method, path }: FakeRequest): PlainReply {
  const [, id] = /^\/v1\/models\/([^/]+)$/.exec(path) ?? [];
  if (method !== 'GET' || id === undefined)
    return refuse({ status: 404, message: `Invalid URL (${method} ${path})` });
  const model = decodeURIComponent(id);
  return isKnownModel(model) ? { kind: 'reply', status: 200, body: modelObject(model) } : unknownModel(model);
}

function modelObject(id: string) {
  return { id, object: 'model', created: 1_715_367_049, owned_by: 'system' };
}

function isKnownModel(model: string): boolean {
  return /^(gpt-\d|o\d|chatgpt-|text-embedding-)/.test(model);
}

function unknownModel(model: string): PlainReply {
  return refuse({
    status: 404,
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    code: 'model_not_found',
  });
}

/** A chat completion, for every server that speaks OpenAI's format. */
export function acceptChat(
  request: FakeRequest,
  dialect: Dialect,
  isServed: (model: string) => boolean,
): Generation | PlainReply {
  const json = parseJson(request.text);
  if (json === undefined) {
    return refuse({
      message:
        'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)',
    });
  }
  const parsed = chatSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const body = parsed.data;
  if (!isServed(body.model)) return unknownModel(body.model);
  return brokenRule(body) ?? generation(body, dialect);
}

function generation(body: ChatBody, dialect: Dialect): Generation | PlainReply {
  const refusal = dialect === OPENAI_DIALECT ? brokenReasoningRule(body) : null;
  if (refusal !== null) return refusal;
  const prompt = {
    ...readPrompt(body),
    reasoning: dialect.reasoningMember !== null && body.reasoning_effort != null,
  };
  const usage = (answer: Answer) => usageOf(prompt, answer, body.n ?? 1);
  return {
    kind: 'generation',
    prompt,
    streamed: body.stream === true,
    whole: (answer) => ({
      kind: 'reply',
      status: 200,
      headers: limitHeaders(),
      body: chatCompletion(body, answer, usage(answer), dialect),
      usage: usage(answer),
    }),
    stream: (answer, faults) => ({
      headers: { ...limitHeaders(), 'content-type': 'text/event-stream; charset=utf-8' },
      events: chatStream(body, answer, usage(answer), dialect, faults),
      usage: usage(answer),
    }),
  };
}

function limitHeaders(): Record<string, string> {
  return {
    'x-request-id': `req_${Date.now().toString(16)}`,
    'openai-processing-ms': '12',
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-limit-tokens': '200000',
    'x-ratelimit-remaining-requests': '499',
    'x-ratelimit-remaining-tokens': '199996',
    'x-ratelimit-reset-requests': '120ms',
    'x-ratelimit-reset-tokens': '1ms',
  };
}
