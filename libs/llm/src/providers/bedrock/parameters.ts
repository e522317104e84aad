import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/** OpenAI's members that only tune caching, storing or abuse detection at OpenAI. */
const WITHOUT_EFFECT = new Set([
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'safety_identifier',
  'store',
]);

/** OpenAI's members that Bedrock cannot honour. */
const FOREIGN = new Set([
  'audio',
  'modalities',
  'prediction',
  'verbosity',
  'moderation',
  'web_search_options',
]);

/** Converse's own members an OpenAI client may send beside the usual ones; they go along as they are. */
const OWN = new Set([
  'guardrailConfig',
  'performanceConfig',
  'promptVariables',
  'requestMetadata',
  'additionalModelResponseFieldPaths',
]);

export interface Members {
  /** Top-level members of the body. */
  own: JsonObject;
  /** What `additionalModelRequestFields` gets: parameters of the model itself. */
  additional: JsonObject;
}

/** Members without a field in the hub. What is neither OpenAI's nor Converse's is the model's own, and Bedrock's to judge. */
export function encodeMembers(request: ChatRequest, problems: Problems): Members {
  const own: JsonObject = { ...encodeTier(request.serviceTier, problems) };
  const additional: JsonObject = {};
  for (const [member, value] of Object.entries(request.extra)) {
    if (value === undefined || value === null || WITHOUT_EFFECT.has(member)) continue;
    if (member === 'modalities' && isTextOnly(value)) continue;
    if (FOREIGN.has(member)) problems.unsupported(member);
    else if (OWN.has(member)) own[member] = value;
    else if (member === 'additionalModelRequestFields' && isJsonObject(value))
      Object.assign(additional, value);
    else additional[member] = value;
  }
  return { own, additional };
}

/** Source: Converse reference, "ServiceTier". */
function encodeTier(tier: string | null, problems: Problems): JsonObject {
  switch (tier) {
    case null:
    case 'auto':
      return {};
    case 'default':
    case 'flex':
    case 'priority':
    case 'reserved':
      return { serviceTier: { type: tier } };
    default:
      problems.unsupported('service_tier');
      return {};
  }
}

function isTextOnly(value: Json): boolean {
  return Array.isArray(value) && value.every((modality) => modality === 'text');
}
