import { isJsonObject } from '@tollgate/core';
import {
  type FakeProvider,
  type FakeRequest,
  frameSse,
  type Generation,
  type PlainReply,
} from '../../provider.js';
import { parseJson } from '../../request-body.js';
import { acceptMessage } from '../anthropic/anthropic.js';
import { refuse as refuseMessage } from '../anthropic/errors.js';
import { PromptCache } from '../anthropic/prompt-cache.js';
import { errorBody, refuse } from '../gemini/errors.js';
import { acceptGenerate, frameGoogle } from '../gemini/gemini.js';
import { acceptSignIn } from './google-sign-in.js';

const PLACE = /^\/v1(?:beta1)?\/projects\/([^/]+)\/locations\/([a-z0-9-]+)\/(.+)$/;

/**
 * Google's Vertex AI: Gemini (`publishers/google`) and Claude (`publishers/anthropic`: `rawPredict`, `streamRawPredict`)
 * in any project and location, for who brings an access token; and where a workload gets one. Source: Vertex AI API
 * reference; Anthropic docs, "Claude on Vertex AI".
 */
export function vertex(keys: readonly string[] | null): FakeProvider {
  const cache = new PromptCache();
  return {
    id: 'vertex',
    basePath: '',
    accept: (request) => acceptSignIn(request) ?? refuseAccess(request, keys) ?? acceptCall(request, cache),
    error: refuse,
    errorEvent: (status, message) => ({ data: JSON.stringify(errorBody(status, message)) }),
    // Claude's events have names, Gemini's have none.
    frame: (event) => (event.event === undefined ? frameGoogle(event) : frameSse(event)),
  };
}

function refuseAccess({ headers }: FakeRequest, keys: readonly string[] | null): PlainReply | null {
  const token = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
  if (token !== undefined && (keys === null ? token.startsWith('ya29.') : keys.includes(token))) return null;
  return refuse(
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  );
}

function acceptCall(request: FakeRequest, cache: PromptCache): Generation | PlainReply {
  const [, , , path = ''] = PLACE.exec(request.path) ?? [];
  const [, publisher, model, action = ''] =
    /^publishers\/(google|anthropic)\/models\/([^/:]+):(\w+)$/.exec(path) ?? [];
  if (request.method !== 'POST' || model === undefined) return refuse(404, 'Requested entity was not found.');
  const name = decodeURIComponent(model);
  return publisher === 'google'
    ? acceptGenerate(name, action, request)
    : acceptClaude(name, action, request, cache);
}

/** Anthropic's own body, with its version in place of the model. */
function acceptClaude(
  model: string,
  action: string,
  request: FakeRequest,
  cache: PromptCache,
): Generation | PlainReply {
  if (action !== 'rawPredict' && action !== 'streamRawPredict')
    return refuse(404, 'Requested entity was not found.');
  const body = parseJson(request.text);
  if (!isJsonObject(body)) return refuse(400, 'Invalid JSON payload received.');
  const { anthropic_version: version, model: named, ...rest } = body;
  if (version !== 'vertex-2023-10-16') return refuseMessage(400, 'anthropic_version: Field required');
  if (named !== undefined) return refuseMessage(400, 'model: Extra inputs are not permitted');
  if ((rest['stream'] === true) !== (action === 'streamRawPredict'))
    return refuseMessage(400, 'stream: does not fit the method');
  return acceptMessage({ ...request, text: JSON.stringify({ ...rest, model }) }, cache);
}
