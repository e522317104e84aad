import { type Usage } from '@tollgate/core';
import { type Answer } from '../../answers/answer.js';
import { type Prompt } from '../../answers/prompt.js';
import { usageOf } from '../../answers/usage.js';
import {
  type FakeProvider,
  type FakeRequest,
  frameSse,
  type Generation,
  type PlainReply,
} from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { firstFault } from '../../schema-fault.js';
import { errorBody, refuse, refuseSchema } from './errors.js';
import { countInput, promptSections, readPrompt } from './messages-prompt.js';
import { brokenConversationRule, brokenSettingsRule } from './messages-rules.js';
import { countSchema, type MessagesBody, messagesSchema } from './messages-schema.js';
import { wholeMessage } from './message-reply.js';
import { messageStream } from './message-stream.js';
import { PromptCache } from './prompt-cache.js';

const MODELS = [
  'claude-opus-4-1',
  'claude-sonnet-4-5',
  'claude-sonnet-4',
  'claude-haiku-4-5',
  'claude-3-5-haiku',
];

/**
 * Anthropic: messages, token counts, models. Keys are `x-api-key: sk-ant-…`, `anthropic-version` is required; every
 * model whose name begins with `claude-` is served. Consecutive turns of one role are accepted, as Anthropic does since 2024.
 */
export function anthropic(keys: readonly string[] | null): FakeProvider {
  const cache = new PromptCache();
  return {
    id: 'anthropic',
    basePath: '',
    accept: (request) => refuseAccess(request, keys) ?? acceptCall(request, cache),
    error: refuse,
    errorEvent: (status, message) => ({ event: 'error', data: JSON.stringify(errorBody(status, message)) }),
    frame: frameSse,
  };
}

function refuseAccess({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const key = headers['x-api-key'] ?? /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
  if (key === undefined) return refuse(401, 'x-api-key header is required');
  if (!(keys === null ? key.startsWith('sk-ant-') : keys.includes(key)))
    return refuse(401, 'invalid x-api-key');
  const version = headers['anthropic-version'];
  if (version === undefined) return refuse(400, 'anthropic-version: header is required');
  return /^\d{4}-\d{2}-\d{2}$/.test(version)
    ? null
    : refuse(400, `anthropic-version: "${version}" is not a valid version`);
}

function acceptCall(request: FakeRequest, cache: PromptCache): Generation | PlainReply {
  switch (`${request.method} ${request.path}`) {
    case 'POST /v1/messages':
      return acceptMessage(request, cache);
    case 'POST /v1/messages/count_tokens':
      return acceptCount(request);
    case 'GET /v1/models':
      return {
        kind: 'reply',
        status: 200,
        body: {
          data: MODELS.map((id) => ({
            type: 'model',
            id,
            display_name: id,
            created_at: '2025-05-22T00:00:00Z',
          })),
          has_more: false,
          first_id: MODELS[0] ?? null,
          last_id: MODELS.at(-1) ?? null,
        },
      };
    default:
      return refuse(404, 'Not Found');
  }
}

function acceptCount({ text }: FakeRequest): PlainReply {
  const parsed = countSchema.safeParse(parseJson(text), { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const broken = brokenConversationRule(parsed.data);
  if (broken !== null) return refuse(400, broken);
  return { kind: 'reply', status: 200, body: { input_tokens: countInput(parsed.data) } };
}

/** A message, wherever it is mounted. */
export function acceptMessage({ text }: FakeRequest, cache: PromptCache): Generation | PlainReply {
  const json = parseJson(text);
  if (json === undefined) return refuse(400, 'The request body is not valid JSON');
  const parsed = messagesSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const body = parsed.data;
  const broken = brokenConversationRule(body) ?? brokenSettingsRule(body);
  if (broken !== null) return refuse(400, broken);
  return body.model.startsWith('claude-') ? generation(body, cache) : refuse(404, `model: ${body.model}`);
}

function generation(body: MessagesBody, cache: PromptCache): Generation {
  const prompt = readPrompt(body);
  return {
    kind: 'generation',
    prompt,
    streamed: body.stream === true,
    whole: (answer) => {
      const usage = cachedUsage(body, prompt, answer, cache);
      return {
        kind: 'reply',
        status: 200,
        headers: replyHeaders(),
        body: wholeMessage(body.model, answer, usage),
        usage,
      };
    },
    stream: (answer, faults) => {
      const usage = cachedUsage(body, prompt, answer, cache);
      return {
        headers: { ...replyHeaders(), 'content-type': 'text/event-stream; charset=utf-8' },
        events: messageStream(body.model, answer, usage, faults),
        usage,
      };
    },
  };
}

function cachedUsage(body: MessagesBody, prompt: Prompt, answer: Answer, cache: PromptCache): Usage {
  const { readTokens, write5mTokens, write1hTokens } = cache.use(promptSections(body));
  return {
    ...usageOf(prompt, answer),
    cacheReadTokens: readTokens,
    cacheWriteTokens: write5mTokens,
    cacheWrite1hTokens: write1hTokens,
    ...answer.usage,
  };
}

function replyHeaders(): Record<string, string> {
  return {
    'request-id': `req_${Date.now().toString(16)}`,
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-tokens-limit': '400000',
    'anthropic-ratelimit-tokens-remaining': '399000',
  };
}
