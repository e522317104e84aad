import { type Failure, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { traitsOf } from '../anthropic/model-traits.js';
import { messagesApi } from '../anthropic/provider.js';
import { encodeRequest } from '../anthropic/request.js';
import { type Address, type ChatAbility, isFailure, type Target } from '../provider.js';
import { findRemoteMedia } from '../remote-media.js';
import { googleCredential, placeOf, placeUrl } from './place.js';

/** Version of the Messages API on Vertex; it stands in the body. Source: Anthropic docs, "Claude on Vertex AI". */
const VERTEX_VERSION = 'vertex-2023-10-16';

/** Claude by Vertex AI: Anthropic's Messages API, with the model in the path and the version in the body. */
export function claudeOnVertex(version: string): ChatAbility {
  return Object.freeze({
    ...messagesApi,
    needsBytes: () => true,
    // Its body differs: no model, a version, no tiers.
    edits: () => null,
    address: (target, stream) => address(target, stream, version),
    encode,
  } satisfies ChatAbility);
}

function address(target: Target, stream: boolean, version: string): Address | Failure {
  const place = placeOf(target);
  if (isFailure(place)) return place;
  const action = stream ? 'streamRawPredict' : 'rawPredict';
  const path = `publishers/anthropic/models/${encodeURIComponent(target.model).replaceAll('%40', '@')}:${action}`;
  const url = placeUrl(target, place, version, path);
  if (typeof url !== 'string') return url;
  const headers = Object.entries(target.headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
  return { url, headers, credential: googleCredential(target) };
}

function encode(request: ChatRequest, target: Target): JsonObject | Failure {
  const remote = findRemoteMedia(request.messages, 'Claude on Vertex AI');
  if (remote !== null) return remote;
  // Vertex has no structured outputs: a schema is the input of a tool that must be called.
  const body = encodeRequest(request, target, { ...traitsOf(target), structuredOutput: false });
  if (isFailure(body)) return body;
  // Vertex knows no tiers, and names the model in the path.
  const { model: _model, service_tier: _tier, ...rest } = body;
  return { anthropic_version: VERTEX_VERSION, ...rest };
}
