import { type Failure, isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest, type Reasoning, type ResponseFormat } from '../../chat/chat-request.js';
import { BodyReader, isTooDeep } from '../body-reader.js';
import { GATEWAY_MEMBERS } from '../openai-chat/gateway-members.js';
import { readConversation } from './messages.js';
import { readToolChoice, readTools } from './tools.js';

/** Members that have a field in the hub; all others but the gateway's own are kept in `extra`. */
const READ = new Set([
  'model',
  'messages',
  'system',
  'max_tokens',
  'stop_sequences',
  'stream',
  'temperature',
  'top_p',
  'top_k',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'output_format',
  'metadata',
  'service_tier',
]);
const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** Source: Anthropic API reference, "Create a Message". */
export function decodeRequest(body: Json): ChatRequest | Failure {
  if (!isJsonObject(body))
    return { class: 'BadRequestError', message: 'The request body must be a JSON object.', param: null };
  if (isTooDeep(body))
    return { class: 'BadRequestError', message: 'The request body is nested too deeply.', param: null };
  const reader = new BodyReader();
  const choice = readToolChoice(reader, body);
  const output = reader.optionalObject(body['output_config'], 'output_config') ?? {};
  const maxTokens = reader.optionalInteger(body['max_tokens'], 'max_tokens', 1);
  if (maxTokens === null) reader.refuse('max_tokens', 'is required');
  const request: ChatRequest = {
    model: reader.identifier(body['model'], 'model'),
    messages: readConversation(reader, body),
    tools: readTools(reader, body),
    toolChoice: choice.choice,
    parallelToolCalls: choice.parallel,
    stream: reader.optionalBoolean(body['stream'], 'stream') ?? false,
    includeUsage: true,
    maxOutputTokens: maxTokens,
    temperature: reader.optionalNumber(body['temperature'], 'temperature'),
    topP: reader.optionalNumber(body['top_p'], 'top_p'),
    topK: reader.optionalInteger(body['top_k'], 'top_k', 0),
    stop: reader
      .optionalArray(body['stop_sequences'], 'stop_sequences')
      .map((item, index) => reader.string(item, `stop_sequences[${index}]`)),
    seed: null,
    n: 1,
    presencePenalty: null,
    frequencyPenalty: null,
    logitBias: null,
    logprobs: null,
    topLogprobs: null,
    responseFormat: readFormat(reader, body, output),
    reasoning: readReasoning(reader, body, output),
    user: readUserId(reader, body),
    serviceTier: reader.optionalString(body['service_tier'], 'service_tier'),
    extra: Object.fromEntries(
      Object.entries(body).filter(([member]) => !READ.has(member) && !GATEWAY_MEMBERS.has(member)),
    ),
  };
  return reader.failure ?? request;
}

function readUserId(reader: BodyReader, body: JsonObject): string | null {
  const metadata = reader.optionalObject(body['metadata'], 'metadata');
  return metadata === null ? null : reader.optionalString(metadata['user_id'], 'metadata.user_id');
}

/** `output_config.format`, and `output_format` of the beta before it. */
function readFormat(reader: BodyReader, body: JsonObject, output: JsonObject): ResponseFormat | null {
  const [path, value] =
    output['format'] === undefined
      ? (['output_format', body['output_format']] as const)
      : (['output_config.format', output['format']] as const);
  const format = reader.optionalObject(value, path);
  if (format === null) return null;
  reader.oneOf(format['type'], `${path}.type`, ['json_schema']);
  return {
    type: 'json-schema',
    name: 'answer',
    schema: reader.object(format['schema'], `${path}.schema`),
    strict: true,
    description: null,
  };
}

function readReasoning(reader: BodyReader, body: JsonObject, output: JsonObject): Reasoning | null {
  const word = output['effort'];
  const effort =
    word === undefined || word === null ? null : reader.oneOf(word, 'output_config.effort', EFFORTS);
  const thinking = reader.optionalObject(body['thinking'], 'thinking');
  if (thinking === null) return null;
  const summary = thinking['display'] === 'omitted' ? ({ summary: 'omitted' } as const) : {};
  switch (reader.oneOf(thinking['type'], 'thinking.type', ['enabled', 'disabled', 'adaptive'])) {
    case 'enabled':
      return {
        effort: null,
        budgetTokens: reader.optionalInteger(thinking['budget_tokens'], 'thinking.budget_tokens', 0),
        ...summary,
      };
    case 'adaptive':
      return { effort, budgetTokens: null, ...summary };
    default:
      return { effort: 'none', budgetTokens: null };
  }
}
