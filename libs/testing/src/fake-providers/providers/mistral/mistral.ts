import { type Answer } from '../../answers/answer.js';
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
import { readPrompt } from './chat-prompt.js';
import { streamedReply, wholeReply } from './chat-reply.js';
import { brokenRule } from './chat-rules.js';
import { type ChatBody, chatSchema } from './chat-schema.js';
import { errorBody, refuse, refuseSchema } from './errors.js';

const MODELS = ['mistral-large-latest', 'mistral-medium-latest', 'mistral-small-latest', 'codestral-latest'];

/** Mistral: chat completions, models. Any bearer key unless keys are given; names outside its families are refused. */
export function mistral(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'mistral',
    basePath: '/v1',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: refuse,
    errorEvent: (status, message) => ({ data: JSON.stringify({ error: errorBody(status, message) }) }),
    frame: frameSse,
  };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const [, key] = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '') ?? [];
  return key !== undefined && (keys === null || keys.includes(key)) ? null : refuse(401);
}

function acceptCall({ method, path, text }: FakeRequest): Generation | PlainReply {
  if (method === 'GET' && path === '/v1/models') {
    const data = MODELS.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'mistralai' }));
    return { kind: 'reply', status: 200, body: { object: 'list', data } };
  }
  if (method !== 'POST' || path !== '/v1/chat/completions')
    return { kind: 'reply', status: 404, body: { message: 'no Route matched with those values' } };
  const parsed = chatSchema.safeParse(parseJson(text), { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const body = parsed.data;
  if (!/^(?:open-)?(?:mi[sx]tral|ministral|magistral|codestral|devstral|pixtral|voxtral)-/.test(body.model))
    return refuse(400, `Invalid model: ${body.model}`);
  const broken = brokenRule(body);
  return broken === null ? generation(body) : refuse(400, broken);
}

function generation(body: ChatBody): Generation {
  const prompt = readPrompt(body);
  const usage = (answer: Answer) => usageOf(prompt, answer);
  return {
    kind: 'generation',
    prompt,
    streamed: body.stream === true,
    whole: (answer) => ({
      kind: 'reply',
      status: 200,
      body: wholeReply(body.model, answer, usage(answer)),
      usage: usage(answer),
    }),
    stream: (answer, faults) => ({
      headers: { 'content-type': 'text/event-stream; charset=utf-8' },
      events: streamedReply(body.model, answer, usage(answer), faults),
      usage: usage(answer),
    }),
  };
}
