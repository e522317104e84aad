import { type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { type ModelTraits } from './model-traits.js';
import { type Problems } from '../problems.js';

/** Sampling, stop texts, user and tier; what the model cannot honour is reported by its OpenAI name. */
export function encodeSampling(
  request: ChatRequest,
  traits: ModelTraits,
  thinks: boolean,
  problems: Problems,
): JsonObject {
  refuseForeign(request, problems);
  const stop = request.stop.filter((text) => text.trim() !== '');
  if (stop.length < request.stop.length) problems.unsupported('stop (blank text)');
  const userId = userIdOf(request);
  return {
    ...encodeTemperature(request, traits, thinks, problems),
    ...(stop.length === 0 ? {} : { stop_sequences: stop }),
    ...(userId === null ? {} : { metadata: { user_id: userId } }),
    ...encodeTier(request.serviceTier, problems),
  };
}

/** Thinking excludes other temperatures than 1, `top_k`, and `top_p` below 0.95; they give way to it (B09). */
function encodeTemperature(
  request: ChatRequest,
  traits: ModelTraits,
  thinks: boolean,
  problems: Problems,
): JsonObject {
  const { temperature, topP, topK } = request;
  if (traits.sampling === 'none') {
    if (temperature !== null && temperature !== 1) problems.unsupported('temperature');
    if (topP !== null && topP !== 1) problems.unsupported('top_p');
    if (topK !== null) problems.unsupported('top_k');
    return {};
  }
  if (thinks) return topP !== null && topP >= 0.95 ? { top_p: topP } : {};
  const isOneTooMany = traits.sampling === 'one' && temperature !== null && topP !== null;
  if (isOneTooMany) problems.unsupported('top_p (together with temperature)');
  return {
    // OpenAI's scale ends at 2, Anthropic's at 1.
    ...(temperature === null ? {} : { temperature: Math.min(temperature, 1) }),
    ...(topP === null || isOneTooMany ? {} : { top_p: topP }),
    ...(topK === null || topK < 0 ? {} : { top_k: topK }),
  };
}

function refuseForeign(request: ChatRequest, problems: Problems): void {
  if (request.n !== 1) problems.unsupported('n');
  if (request.seed !== null) problems.unsupported('seed');
  if ((request.presencePenalty ?? 0) !== 0) problems.unsupported('presence_penalty');
  if ((request.frequencyPenalty ?? 0) !== 0) problems.unsupported('frequency_penalty');
  if (request.logitBias !== null && Object.keys(request.logitBias).length > 0)
    problems.unsupported('logit_bias');
  if (request.logprobs === true) problems.unsupported('logprobs');
  if ((request.topLogprobs ?? 0) > 0) problems.unsupported('top_logprobs');
}

/** Anthropic refuses user ids that look like mail addresses or telephone numbers; those stay here. */
function userIdOf(request: ChatRequest): string | null {
  const identifier = request.extra['safety_identifier'];
  const id = request.user ?? (typeof identifier === 'string' ? identifier : null);
  if (id === null || id === '' || id.length > 256) return null;
  return /@[^@\s]+\.|^\+?[\d\s()-]{7,}$/.test(id) ? null : id;
}

function encodeTier(tier: string | null, problems: Problems): JsonObject {
  switch (tier) {
    case null:
      return {};
    case 'auto':
    case 'standard_only':
      return { service_tier: tier };
    case 'default':
      return { service_tier: 'standard_only' };
    default:
      problems.unsupported('service_tier');
      return {};
  }
}

/** OpenAI's members that only tune caching or storing at OpenAI, or are read elsewhere. */
const WITHOUT_EFFECT = new Set([
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'safety_identifier',
  'store',
  'web_search_options',
]);
const FOREIGN = new Set(['audio', 'modalities', 'prediction', 'verbosity', 'moderation']);

/** Members without a field in the hub: OpenAI's own are refused or without effect, others are Anthropic's and go along. */
export function encodeExtra(request: ChatRequest, problems: Problems): JsonObject {
  const extra: JsonObject = {};
  for (const [member, value] of Object.entries(request.extra)) {
    if (value === undefined || value === null || WITHOUT_EFFECT.has(member)) continue;
    if (member === 'modalities' && isTextOnly(value)) continue;
    if (FOREIGN.has(member)) problems.unsupported(member);
    else extra[member] = value;
  }
  return extra;
}

function isTextOnly(value: Json): boolean {
  return Array.isArray(value) && value.every((modality) => modality === 'text');
}
