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
import { refuse, refuseSchema } from './errors.js';

/** Cohere: chat, version 2. Any bearer key unless keys are given; names outside its families are a 404. */
export function cohere(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'cohere',
    basePath: '',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: refuse,
    errorEvent: (_status, message) => {
      const delta = { finish_reason: 'ERROR', error: message ?? 'internal server error' };
      return { event: 'message-end', data: JSON.stringify({ type: 'message-end', delta }) };
    },
    frame: frameSse,
  };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const [, key] = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (key === undefined) return refuse(401, 'no api key supplied');
  return keys === null || keys.includes(key) ? null : refuse(401);
}

function acceptCall({ method, path, text }: FakeRequest): Generation | PlainReply {
  if (method !== 'POST' || path !== '/v2/chat') return refuse(404);
  const json = parseJson(text);
  if (json === undefined) return refuse(400, 'invalid json syntax');
  const parsed = chatSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const body = parsed.data;
  if (!/^(?:command|c4ai-)/.test(body.model))
    return refuse(404, `model '${body.model}' not found, make sure the correct model ID was used`);
  if (body.thinking !== undefined && /^command-r/.test(body.model))
    return refuse(400, `invalid request: thinking is not supported by ${body.model}`);
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
      body: wholeReply(answer, usage(answer)),
      usage: usage(answer),
    }),
    stream: (answer, faults) => ({
      headers: { 'content-type': 'text/event-stream' },
      events: streamedReply(answer, usage(answer), faults),
      usage: usage(answer),
    }),
  };
}
