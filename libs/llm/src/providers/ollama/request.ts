import { type Failure, type Json, type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type Reasoning, type ResponseFormat } from '../../chat/chat-request.js';
import { withRequestDefaults } from '../native-defaults.js';
import { Problems } from '../problems.js';
import { isFailure, type Target } from '../provider.js';
import { encodeMessages } from './messages.js';
import { encodeExtra, encodeOptions } from './options.js';
import { encodeTools } from './tools.js';

/** Hub → body of `POST /api/chat`. Source: docs.ollama.com, "Generate a chat message". */
export function encodeRequest(asked: ChatRequest, target: Target): JsonObject | Failure {
  const request = withRequestDefaults(asked, target);
  if (isFailure(request)) return request;
  const problems = new Problems('Ollama', target.dropParams);
  const { members, options: own } = encodeExtra(request, problems);
  const tools = encodeTools(request, problems);
  const options = { ...own, ...encodeOptions(request, problems) };
  const format = formatOf(request.responseFormat);
  const think = request.reasoning === null ? null : thinkOf(request.reasoning, request.model);
  const body: JsonObject = {
    ...members,
    model: request.model,
    messages: encodeMessages(request.messages, problems),
    ...(tools.length === 0 ? {} : { tools }),
    ...(format === null ? {} : { format }),
    ...(think === null ? {} : { think }),
    ...(request.logprobs === true ? { logprobs: true } : {}),
    ...(request.topLogprobs === null ? {} : { top_logprobs: request.topLogprobs }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    // Ollama streams unless told otherwise.
    stream: request.stream,
  };
  return problems.failure ?? body;
}

function formatOf(format: ResponseFormat | null): Json | null {
  switch (format?.type) {
    case undefined:
    case 'text':
      return null;
    case 'json-object':
      return 'json';
    case 'json-schema':
      return format.schema;
    default:
      return unreachable(format);
  }
}

/** Most models can only be told to think or not to; gpt-oss takes a level, and cannot stop. */
function thinkOf({ effort, budgetTokens }: Reasoning, model: string): Json {
  const off = effort === 'none' || budgetTokens === 0;
  if (!model.includes('gpt-oss')) return !off;
  switch (effort) {
    case 'none':
    case 'minimal':
    case 'low':
      return 'low';
    case 'medium':
      return 'medium';
    case 'high':
    case 'xhigh':
    case 'max':
      return 'high';
    case null:
      return off ? 'low' : 'medium';
    default:
      return unreachable(effort);
  }
}
