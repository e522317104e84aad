import { type Json, type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type ResponseFormat } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/** Most stop texts Cohere takes. */
const MOST_STOPS = 5;

/** Sampling and bounds in Cohere's names and ranges; what it cannot honour is reported by its OpenAI name. */
export function encodeSampling(request: ChatRequest, problems: Problems): JsonObject {
  refuseForeign(request, problems);
  const { maxOutputTokens, temperature, topP, topK, seed, logprobs } = request;
  return {
    ...(maxOutputTokens === null ? {} : { max_tokens: maxOutputTokens }),
    ...(temperature === null ? {} : { temperature }),
    // Its range ends short of both ends: 0.01 to 0.99. Left out, it would be 0.75.
    ...(topP === null ? {} : { p: Math.min(0.99, Math.max(0.01, topP)) }),
    ...(topK === null || topK < 0 ? {} : { k: Math.min(500, topK) }),
    ...(seed === null ? {} : { seed }),
    ...(request.stop.length === 0 ? {} : { stop_sequences: request.stop }),
    ...penalty('frequency_penalty', request.frequencyPenalty, problems),
    ...penalty('presence_penalty', request.presencePenalty, problems),
    ...(logprobs === true ? { logprobs } : {}),
  };
}

/** Cohere's penalties go from 0 to 1, OpenAI's from -2 to 2: what is below asks for the opposite and is refused. */
function penalty(name: string, value: number | null, problems: Problems): JsonObject {
  if (value === null || value === 0) return {};
  if (value > 0) return { [name]: Math.min(1, value) };
  problems.unsupported(name);
  return {};
}

function refuseForeign(request: ChatRequest, problems: Problems): void {
  if (request.n !== 1) problems.unsupported('n');
  if (request.logitBias !== null && Object.keys(request.logitBias).length > 0)
    problems.unsupported('logit_bias');
  if ((request.topLogprobs ?? 0) > 0) problems.unsupported('top_logprobs');
  if (request.serviceTier !== null && !['auto', 'default'].includes(request.serviceTier))
    problems.unsupported('service_tier');
  if (request.stop.length > MOST_STOPS) problems.refuse('stop', `at most ${MOST_STOPS} stop texts`);
}

/** A schema is a JSON object with a shape, in Cohere's words. */
export function encodeFormat(format: ResponseFormat | null): JsonObject {
  switch (format?.type) {
    case undefined:
    case 'text':
      return {};
    case 'json-object':
      return { response_format: { type: 'json_object' } };
    case 'json-schema':
      return { response_format: { type: 'json_object', json_schema: format.schema } };
    default:
      return unreachable(format);
  }
}

/** OpenAI's members that only tune caching, storing or abuse detection at OpenAI. */
const WITHOUT_EFFECT = new Set([
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'safety_identifier',
  'store',
]);

/** Cohere's own members an OpenAI client may send beside the usual ones; they go along as they are. */
const OWN = new Set(['documents', 'citation_options', 'safety_mode', 'priority', 'strict_tools', 'thinking']);

/** Members without a field in the hub. A name that Cohere does not know is refused by it, so it is not tried. */
export function encodeExtra(request: ChatRequest, problems: Problems): JsonObject {
  const extra: JsonObject = {};
  for (const [member, value] of Object.entries(request.extra)) {
    if (value === undefined || value === null || WITHOUT_EFFECT.has(member)) continue;
    if (member === 'modalities' && isTextOnly(value)) continue;
    if (OWN.has(member)) extra[member] = value;
    else problems.unsupported(member);
  }
  return extra;
}

function isTextOnly(value: Json): boolean {
  return Array.isArray(value) && value.every((modality) => modality === 'text');
}
