import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest, type Reasoning } from '../../chat/chat-request.js';
import { BodyReader, isTooDeep } from '../body-reader.js';
import { GATEWAY_MEMBERS } from './gateway-members.js';
import { readMessages } from './messages.js';
import { checkToolPairing } from './tool-pairing.js';
import { readResponseFormat, readToolChoice, readTools } from './tools.js';

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Members that have a field in the hub; all others but the gateway's own are kept in `extra`. */
const READ = new Set([
  'model',
  'messages',
  'tools',
  'functions',
  'tool_choice',
  'function_call',
  'parallel_tool_calls',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop',
  'seed',
  'n',
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'top_logprobs',
  'response_format',
  'reasoning_effort',
  'thinking',
  'user',
  'service_tier',
]);

/** Source: OpenAI API reference, "Create chat completion", and what clients of LiteLLM add to it. */
export function decodeRequest(body: Json): ChatRequest | Failure {
  if (!isJsonObject(body)) {
    return { class: 'BadRequestError', message: 'The request body must be a JSON object.', param: null };
  }
  if (isTooDeep(body)) {
    return { class: 'BadRequestError', message: 'The request body is nested too deeply.', param: null };
  }
  const reader = new BodyReader();
  const messages = readMessages(reader, body['messages']);
  checkToolPairing(reader, messages);
  const tools = readTools(reader, body);
  const request: ChatRequest = {
    model: reader.identifier(body['model'], 'model'),
    messages,
    tools,
    ...(isLegacy(body) ? { legacyFunctions: true } : {}),
    toolChoice: readToolChoice(reader, body, tools),
    parallelToolCalls: reader.optionalBoolean(body['parallel_tool_calls'], 'parallel_tool_calls'),
    stream: reader.optionalBoolean(body['stream'], 'stream') ?? false,
    includeUsage: readIncludeUsage(reader, body),
    responseFormat: readResponseFormat(reader, body['response_format']),
    reasoning: readReasoning(reader, body),
    user: reader.optionalString(body['user'], 'user'),
    serviceTier: reader.optionalString(body['service_tier'], 'service_tier'),
    ...readSampling(reader, body),
    extra: Object.fromEntries(
      Object.entries(body).filter(([member]) => !READ.has(member) && !GATEWAY_MEMBERS.has(member)),
    ),
  };
  return reader.failure ?? request;
}

function isLegacy(body: JsonObject): boolean {
  return Array.isArray(body['functions']) && !Array.isArray(body['tools']);
}

function readIncludeUsage(reader: BodyReader, body: JsonObject): boolean {
  const options = reader.optionalObject(body['stream_options'], 'stream_options');
  if (options === null) return false;
  return reader.optionalBoolean(options['include_usage'], 'stream_options.include_usage') ?? false;
}

type Sampling = Pick<
  ChatRequest,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'stop'
  | 'seed'
  | 'n'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'logitBias'
  | 'logprobs'
  | 'topLogprobs'
>;

function readSampling(reader: BodyReader, body: JsonObject): Sampling {
  const maxTokens = reader.optionalInteger(body['max_tokens'], 'max_tokens', 1);
  return {
    maxOutputTokens:
      reader.optionalInteger(body['max_completion_tokens'], 'max_completion_tokens', 1) ?? maxTokens,
    temperature: reader.optionalNumber(body['temperature'], 'temperature'),
    topP: reader.optionalNumber(body['top_p'], 'top_p'),
    topK: reader.optionalInteger(body['top_k'], 'top_k', -1),
    stop: readStop(reader, body['stop']),
    seed: reader.optionalInteger(body['seed'], 'seed', Number.MIN_SAFE_INTEGER),
    n: readChoices(reader, body['n']),
    presencePenalty: reader.optionalNumber(body['presence_penalty'], 'presence_penalty'),
    frequencyPenalty: reader.optionalNumber(body['frequency_penalty'], 'frequency_penalty'),
    logitBias: readLogitBias(reader, body['logit_bias']),
    logprobs: reader.optionalBoolean(body['logprobs'], 'logprobs'),
    topLogprobs: reader.optionalInteger(body['top_logprobs'], 'top_logprobs', 0),
  };
}

function readChoices(reader: BodyReader, value: Json | undefined): number {
  const n = reader.optionalInteger(value, 'n', 1) ?? 1;
  if (n > 128) reader.refuse('n', 'must be at most 128');
  return n;
}

function readStop(reader: BodyReader, value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  return reader.array(value, 'stop').map((item, index) => reader.string(item, `stop[${index}]`));
}

function readLogitBias(reader: BodyReader, value: Json | undefined): Record<string, number> | null {
  const bias = reader.optionalObject(value, 'logit_bias');
  if (bias === null) return null;
  const entries = Object.entries(bias).map(([token, weight]): [string, number] => [
    token,
    reader.optionalNumber(weight, `logit_bias.${token}`) ?? 0,
  ]);
  return Object.fromEntries(entries);
}

/** `thinking` is Anthropic's word for it, which clients of LiteLLM may use here too; it is the more exact and wins. */
function readReasoning(reader: BodyReader, body: JsonObject): Reasoning | null {
  const effort = body['reasoning_effort'];
  const word =
    effort === undefined || effort === null ? null : reader.oneOf(effort, 'reasoning_effort', EFFORTS);
  const thinking = reader.optionalObject(body['thinking'], 'thinking');
  if (thinking === null) return word === null ? null : { effort: word, budgetTokens: null };
  const summary = thinking['display'] === 'omitted' ? ({ summary: 'omitted' } as const) : {};
  switch (reader.oneOf(thinking['type'], 'thinking.type', ['enabled', 'disabled', 'adaptive'])) {
    case 'enabled': {
      const budgetTokens = reader.optionalInteger(thinking['budget_tokens'], 'thinking.budget_tokens', 0);
      return { effort: word, budgetTokens, ...summary };
    }
    case 'adaptive':
      return { effort: word, budgetTokens: null, ...summary };
    case 'disabled':
      return { effort: 'none', budgetTokens: null };
    case null:
      return null;
  }
}
