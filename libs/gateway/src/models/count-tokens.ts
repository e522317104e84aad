import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Failure, isJsonObject, type Json } from '@tollgate/core';
import { anthropicMessages, type ChatRequest, estimateTokens, isFailure } from '@tollgate/llm';
import { authenticate } from '../authenticate/authenticate.js';
import { authorizeKey, authorizeModel } from '../authorize/authorize.js';
import { readBody } from '../body/read-body.js';
import { corsHeaders } from '../claim/cors.js';
import { callIdOf } from '../pipeline/call.js';
import { type Lane } from '../pipeline/lane.js';
import { refuse } from '../pipeline/refusals.js';
import { type GatewaySettings } from '../ports/ports.js';
import { answerJson } from '../relay/answers.js';
import { readJson } from '../scan/json-text.js';

/** `POST /v1/messages/count_tokens`: how long a prompt is, by the gateway's own estimate, whatever provider serves the model. */
export async function serveCount(
  lane: Lane,
  settings: GatewaySettings,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readBody(req, settings);
  if (body === null) return;
  const answer = typeof body === 'string' ? await counted(lane, settings, path, req, body) : body;
  if (typeof answer !== 'number') return refuse(lane, settings, req, res, answer, anthropicMessages);
  const headers = [...corsHeaders(req, settings), 'x-litellm-call-id', callIdOf(req)];
  answerJson(res, 200, headers, JSON.stringify({ input_tokens: answer }));
}

async function counted(
  lane: Lane,
  settings: GatewaySettings,
  path: string,
  req: IncomingMessage,
  body: string,
): Promise<number | Failure> {
  const key = await authenticate(req.headers, lane.ports.keys, settings.keyHeader);
  if ('class' in key) return key;
  const barred = authorizeKey(key, () => path, Date.now());
  if (barred) return barred;
  const parsed = readJson(body) as Json | undefined;
  if (parsed === undefined)
    return { class: 'BadRequestError', message: 'The body is not valid JSON.', param: null };
  // The bound of the reply, which a message must have, is no matter here.
  const request = anthropicMessages.decode(isJsonObject(parsed) ? { ...parsed, max_tokens: 1 } : parsed);
  if (isFailure(request)) return request;
  const group = authorizeModel(key, request.model, settings.table, []);
  return 'class' in group ? group : tokensOf(request);
}

/** What a turn costs beside its words. */
const TOKENS_A_TURN = 4;
/** A picture of usual size. Source: Anthropic docs, "Vision". */
const TOKENS_A_PICTURE = 1_600;

function tokensOf(request: ChatRequest): number {
  let tokens = 0;
  for (const { parts } of request.messages) {
    tokens += TOKENS_A_TURN;
    for (const part of parts) {
      if (part.type === 'image' || part.type === 'document') tokens += TOKENS_A_PICTURE;
      else tokens += likely('text' in part ? part.text : JSON.stringify(part));
    }
  }
  return tokens + (request.tools.length === 0 ? 0 : likely(JSON.stringify(request.tools)));
}

/** The estimate for reservations counts three letters a token; English has about four. */
function likely(text: string): number {
  return Math.ceil((estimateTokens(text) * 3) / 4);
}
