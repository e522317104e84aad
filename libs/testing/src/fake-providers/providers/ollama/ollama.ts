import { type Answer } from '../../answers/answer.js';
import { usageOf } from '../../answers/usage.js';
import { type WireEvent } from '../../faults/stream-plan.js';
import { type FakeProvider, type FakeRequest, type Generation, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { firstFault } from '../../schema-fault.js';
import { readPrompt } from './chat-prompt.js';
import { streamedReply, wholeReply } from './chat-reply.js';
import { type ChatBody, chatSchema } from './chat-schema.js';

/** What is there; every other name is not pulled yet. `gemma` takes no tools, `llama` does not think. */
const MODELS = ['gemma3:4b', 'gpt-oss:20b', 'llama3.2:3b', 'qwen3:8b'];

/** Ollama: chat, models, version. No key unless keys are given. Streams are lines of JSON. */
export function ollama(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'ollama',
    basePath: '',
    accept: (request) => refuseKey(request, keys) ?? acceptCall(request),
    error: (status, message) => refuse(status, message ?? `error ${status}`),
    errorEvent: (_status, message) => ({
      data: JSON.stringify({ error: message ?? 'an error was encountered while running the model' }),
    }),
    frame: ({ data }: WireEvent) => Buffer.from(`${data}\n`),
  };
}

function refuse(status: number, error: string): PlainReply {
  return { kind: 'reply', status, body: { error } };
}

function refuseKey({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  if (keys === null || keys.some((key) => headers['authorization'] === `Bearer ${key}`)) return null;
  return refuse(401, 'unauthorized');
}

function acceptCall({ method, path, text }: FakeRequest): Generation | PlainReply {
  switch (`${method} ${path}`) {
    case 'GET /api/version':
      return { kind: 'reply', status: 200, body: { version: '0.13.0' } };
    case 'GET /api/tags':
      return { kind: 'reply', status: 200, body: { models: MODELS.map((name) => ({ name, model: name })) } };
    case 'POST /api/chat':
      return acceptChat(text);
    default:
      return refuse(404, '404 page not found');
  }
}

function acceptChat(text: string): Generation | PlainReply {
  const json = parseJson(text);
  if (json === undefined) return refuse(400, 'invalid character in request body');
  const parsed = chatSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) {
    const { path } = firstFault(parsed.error);
    return refuse(400, `json: cannot unmarshal into Go struct field ChatRequest.${path.join('.')}`);
  }
  const body = parsed.data;
  if (!MODELS.includes(body.model)) return refuse(404, `model '${body.model}' not found`);
  if ((body.tools ?? []).length > 0 && body.model.startsWith('gemma'))
    return refuse(400, `registry.ollama.ai/library/${body.model} does not support tools`);
  if (body.think === true && /^(?:llama|gemma)/.test(body.model))
    return refuse(400, `"${body.model}" does not support thinking`);
  return generation(body);
}

function generation(body: ChatBody): Generation {
  const prompt = readPrompt(body);
  const usage = (answer: Answer) => usageOf(prompt, answer);
  return {
    kind: 'generation',
    prompt,
    // It streams unless told otherwise.
    streamed: body.stream !== false,
    whole: (answer) => ({
      kind: 'reply',
      status: 200,
      body: wholeReply(body.model, answer, usage(answer)),
      usage: usage(answer),
    }),
    stream: (answer, faults) => ({
      headers: { 'content-type': 'application/x-ndjson' },
      events: streamedReply(body.model, answer, usage(answer), faults),
      usage: usage(answer),
    }),
  };
}
