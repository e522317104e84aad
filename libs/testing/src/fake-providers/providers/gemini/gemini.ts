import { usageOf } from '../../answers/usage.js';
import { type FakeProvider, type FakeRequest, type Generation, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { firstFault } from '../../schema-fault.js';
import { errorBody, refuse, refuseSchema } from './errors.js';
import { countInput, readPrompt } from './generate-prompt.js';
import { streamedReply, wholeReply } from './generate-reply.js';
import { brokenRule } from './generate-rules.js';
import { type GenerateBody, generateSchema } from './generate-schema.js';

const MODELS = ['gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-3-pro-preview'];

/**
 * Google AI Studio: `generateContent`, its stream, token counts, models. Keys are `x-goog-api-key: AIza…`; every model
 * whose name begins with `gemini-` or `gemma-` is served. Source: ai.google.dev, API reference v1beta.
 */
export function gemini(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'gemini',
    basePath: '',
    accept: (request) => refuseAccess(request, keys) ?? acceptCall(request),
    error: refuse,
    errorEvent: (status, message) => ({ data: JSON.stringify(errorBody(status, message)) }),
    frame: frameGoogle,
  };
}

/** Google ends the lines of its streams with CR LF. */
export function frameGoogle({ data }: { data: string }): Buffer {
  return Buffer.from(`data: ${data}\r\n\r\n`);
}

/** A wrong key is a bad request at AI Studio; its reason tells. */
function refuseAccess({ headers, query }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const key = headers['x-goog-api-key'] ?? query.get('key');
  if (key == null) {
    return refuse(403, "Method doesn't allow unregistered callers (callers without established identity).");
  }
  if (keys === null ? key.startsWith('AIza') : keys.includes(key)) return null;
  return refuse(400, 'API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
    },
  ]);
}

function acceptCall(request: FakeRequest): Generation | PlainReply {
  if (request.method === 'GET' && /^\/v1(?:beta)?\/models$/.test(request.path)) {
    return {
      kind: 'reply',
      status: 200,
      body: { models: MODELS.map((id) => ({ name: `models/${id}`, displayName: id })) },
    };
  }
  const [, model, action] = /^\/v1(?:beta)?\/models\/([^/:]+):(\w+)$/.exec(request.path) ?? [];
  if (request.method !== 'POST' || model === undefined) return refuse(404, 'Requested entity was not found.');
  return acceptGenerate(decodeURIComponent(model), action ?? '', request);
}

/** `generateContent` of a model and its relatives, wherever they are mounted. */
export function acceptGenerate(model: string, action: string, request: FakeRequest): Generation | PlainReply {
  if (!/^gem(?:ini|ma)-/.test(model)) {
    return refuse(
      404,
      `models/${model} is not found for API version v1beta, or is not supported for ${action}.`,
    );
  }
  const json = parseJson(request.text);
  if (action === 'countTokens') return acceptCount(json);
  if (action !== 'generateContent' && action !== 'streamGenerateContent')
    return refuse(404, 'Requested entity was not found.');
  if (json === undefined) return refuse(400, 'Invalid JSON payload received. Unexpected token.');
  const parsed = generateSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const broken = brokenRule(parsed.data, model);
  if (broken !== null) return refuse(400, broken);
  const streamed = action === 'streamGenerateContent';
  if (streamed && request.query.get('alt') !== 'sse')
    return refuse(400, 'The fake streams server-sent events only: add alt=sse.');
  return generation(model, parsed.data, streamed);
}

function acceptCount(json: unknown): PlainReply {
  const parsed = generateSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  return { kind: 'reply', status: 200, body: { totalTokens: countInput(parsed.data) } };
}

function generation(model: string, body: GenerateBody, streamed: boolean): Generation {
  const prompt = readPrompt(model, body);
  return {
    kind: 'generation',
    prompt,
    streamed,
    whole: (answer) => {
      const usage = usageOf(prompt, answer);
      return { kind: 'reply', status: 200, body: wholeReply(model, answer, usage), usage };
    },
    stream: (answer, faults) => {
      const usage = usageOf(prompt, answer);
      return {
        headers: { 'content-type': 'text/event-stream' },
        events: streamedReply(model, answer, usage, faults),
        usage,
      };
    },
  };
}
