import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/** Sampling and bounds, as the model's `options`; what it cannot honour is reported by its OpenAI name. */
export function encodeOptions(request: ChatRequest, problems: Problems): JsonObject {
  refuseForeign(request, problems);
  const values: Readonly<Record<string, Json | null>> = {
    num_predict: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    seed: request.seed,
    stop: request.stop.length === 0 ? null : request.stop,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function refuseForeign(request: ChatRequest, problems: Problems): void {
  if (request.n !== 1) problems.unsupported('n');
  if (request.logitBias !== null && Object.keys(request.logitBias).length > 0)
    problems.unsupported('logit_bias');
  if (request.serviceTier !== null && !['auto', 'default'].includes(request.serviceTier))
    problems.unsupported('service_tier');
}

/** OpenAI's members that only tune caching, storing or abuse detection at OpenAI. */
const WITHOUT_EFFECT = new Set([
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'safety_identifier',
  'store',
]);

/** Members of Ollama's own that stand beside `options`. */
const OWN = new Set(['keep_alive', 'truncate', 'shift', 'think']);

/** Options of Ollama's own, which LiteLLM's users write beside the usual members. Source: docs.ollama.com, "Modelfile". */
const OPTIONS = new Set([
  'main_gpu',
  'min_p',
  'mirostat',
  'mirostat_eta',
  'mirostat_tau',
  'num_batch',
  'num_ctx',
  'num_gpu',
  'num_keep',
  'num_predict',
  'num_thread',
  'repeat_last_n',
  'repeat_penalty',
  'tfs_z',
  'typical_p',
  'use_mmap',
]);

/** Members without a field in the hub: Ollama's own, and its options. */
export function encodeExtra(
  request: ChatRequest,
  problems: Problems,
): { members: JsonObject; options: JsonObject } {
  const members: JsonObject = {};
  const options: JsonObject = {};
  for (const [member, value] of Object.entries(request.extra)) {
    if (value === undefined || value === null || WITHOUT_EFFECT.has(member)) continue;
    if (member === 'modalities' && isTextOnly(value)) continue;
    if (member === 'options' && isJsonObject(value)) Object.assign(options, value);
    else if (OPTIONS.has(member)) options[member] = value;
    else if (OWN.has(member)) members[member] = value;
    else problems.unsupported(member);
  }
  return { members, options };
}

function isTextOnly(value: Json): boolean {
  return Array.isArray(value) && value.every((modality) => modality === 'text');
}
