import { usageOf } from '../../answers/usage.js';
import { type FakeProvider, type FakeRequest, type Generation, type PlainReply } from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { firstFault } from '../../schema-fault.js';
import { readPrompt } from './converse-prompt.js';
import { streamedReply, wholeReply } from './converse-reply.js';
import { brokenRule } from './converse-rules.js';
import { type ConverseBody, converseSchema } from './converse-schema.js';
import { exceptionMessage, exceptionName, refuse, refuseSchema } from './errors.js';
import { frameAws } from './event-frames.js';
import { checkSignature, EXAMPLE_KEYS } from './signature.js';

/**
 * Amazon Bedrock's runtime: Converse and ConverseStream, signed by Signature Version 4 (keys are `ID:SECRET`, by default
 * those of AWS's examples) or with a Bedrock API key as a bearer token. Ids without a dot are no model's.
 */
export function bedrock(keys: readonly string[] | null): FakeProvider {
  return {
    id: 'bedrock',
    basePath: '',
    accept: (request) => refuseAccess(request, keys) ?? acceptCall(request),
    error: refuse,
    errorEvent: (status, message) => {
      const name = exceptionName(status);
      return {
        // Exceptions inside a stream begin with a small letter.
        event: name.charAt(0).toLowerCase() + name.slice(1),
        data: JSON.stringify({ message: exceptionMessage(status, message) }),
      };
    },
    frame: frameAws,
  };
}

function refuseAccess(request: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  if (bearer !== undefined) {
    const isKnown = keys === null ? bearer.startsWith('bedrock-api-key-') : keys.includes(bearer);
    return isKnown ? null : refuse(403, 'Authentication failed: Please make sure your API Key is valid.');
  }
  const fault = checkSignature(request, keys ?? [EXAMPLE_KEYS]);
  return fault && refuse(403, fault.message, fault.name);
}

function acceptCall(request: FakeRequest): Generation | PlainReply {
  const [, encoded, action] = /^\/model\/([^/]+)\/(converse|converse-stream)$/.exec(request.path) ?? [];
  if (request.method !== 'POST' || encoded === undefined)
    return refuse(
      404,
      'Unable to determine service/operation name to be authorized',
      'UnknownOperationException',
    );
  const model = decodeURIComponent(encoded);
  if (!model.includes('.') && !model.startsWith('arn:'))
    return refuse(400, 'The provided model identifier is invalid.');
  const json = parseJson(request.text);
  if (json === undefined) return refuse(400, 'Unable to parse the request body.', 'SerializationException');
  const parsed = converseSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refuseSchema(firstFault(parsed.error));
  const broken = brokenRule(parsed.data);
  return broken === null ? generation(model, parsed.data, action === 'converse-stream') : refuse(400, broken);
}

function generation(model: string, body: ConverseBody, streamed: boolean): Generation {
  const prompt = readPrompt(model, body);
  return {
    kind: 'generation',
    prompt,
    streamed,
    whole: (answer) => {
      const usage = usageOf(prompt, answer);
      return { kind: 'reply', status: 200, body: wholeReply(answer, usage), usage };
    },
    stream: (answer, faults) => {
      const usage = usageOf(prompt, answer);
      return {
        headers: { 'content-type': 'application/vnd.amazon.eventstream' },
        events: streamedReply(answer, usage, faults),
        usage,
      };
    },
  };
}
