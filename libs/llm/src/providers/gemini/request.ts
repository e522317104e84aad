import { type Failure, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { withRequestDefaults } from '../native-defaults.js';
import { Problems } from '../problems.js';
import { isFailure, type Target } from '../provider.js';
import { encodeContents } from './contents.js';
import { encodeGenerationConfig } from './generation-config.js';
import { encodeToolConfig, encodeTools } from './tools.js';

/** Hub → body of `models/{model}:generateContent`. Source: Gemini API reference, "Generating content". */
export function encodeRequest(asked: ChatRequest, target: Target): JsonObject | Failure {
  const request = withRequestDefaults(asked, target);
  if (isFailure(request)) return request;
  const problems = new Problems('Gemini', target.dropParams);
  const { instructions, contents } = encodeContents(request.messages, problems);
  refuseForeign(request, problems);
  const tools = encodeTools(request, problems);
  const toolConfig = encodeToolConfig(request.toolChoice, request.tools);
  const generationConfig = encodeGenerationConfig(request);
  const body: JsonObject = {
    ...encodeExtra(request, problems),
    ...(instructions.length === 0 ? {} : { systemInstruction: { parts: instructions } }),
    contents: contents.map(({ role, parts }) => ({ role, parts })),
    ...(tools.length === 0 ? {} : { tools }),
    ...(toolConfig === null ? {} : { toolConfig }),
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
  return problems.failure ?? body;
}

/** What Gemini has no word for. One call at a time can only be asked for where there are tools. */
function refuseForeign(request: ChatRequest, problems: Problems): void {
  if (request.logitBias !== null && Object.keys(request.logitBias).length > 0)
    problems.unsupported('logit_bias');
  if (request.parallelToolCalls === false && request.tools.length > 0)
    problems.unsupported('parallel_tool_calls');
  if (request.serviceTier !== null && !['auto', 'default'].includes(request.serviceTier)) {
    problems.unsupported('service_tier');
  }
  if (request.stop.length > 5) problems.refuse('stop', 'at most 5 stop texts');
}

/** OpenAI's members that only tune caching, storing or abuse detection at OpenAI. */
const WITHOUT_EFFECT = new Set([
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'safety_identifier',
  'store',
  'web_search_options',
]);

/** Gemini's own members an OpenAI client may send beside the usual ones; they go along as they are. */
const OWN = new Set(['safetySettings', 'safety_settings', 'cachedContent', 'cached_content', 'labels']);

function encodeExtra(request: ChatRequest, problems: Problems): JsonObject {
  const extra: JsonObject = {};
  for (const [member, value] of Object.entries(request.extra)) {
    if (value === undefined || value === null || WITHOUT_EFFECT.has(member)) continue;
    if (member === 'modalities' && Array.isArray(value) && value.every((modality) => modality === 'text'))
      continue;
    if (OWN.has(member)) extra[camelCase(member)] = value;
    // One unknown member makes Gemini refuse the whole request, so a name we do not know is not tried.
    else problems.unsupported(member);
  }
  return extra;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
