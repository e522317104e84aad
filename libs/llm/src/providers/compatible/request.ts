import { type Failure, type Json, type JsonObject, unreachable } from '@tollgate/core';
import {
  type ChatRequest,
  type Reasoning,
  type ResponseFormat,
  type Tool,
  type ToolChoice,
} from '../../chat/chat-request.js';
import { encodeMessages, type Untranslatable } from './messages.js';

/** Hub → a body of the OpenAI chat API, before a provider's quirks. */
export function encodeRequest(request: ChatRequest): JsonObject | Failure {
  const problems: Untranslatable[] = [];
  const members: Record<string, Json | null> = {
    model: request.model,
    messages: encodeMessages(request.messages, problems),
    tools: request.tools.length === 0 ? null : encodeTools(request.tools, problems),
    tool_choice: request.toolChoice === null ? null : encodeToolChoice(request.toolChoice),
    parallel_tool_calls: request.tools.length === 0 ? null : request.parallelToolCalls,
    max_completion_tokens: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    stop: request.stop.length === 0 ? null : request.stop,
    seed: request.seed,
    n: request.n === 1 ? null : request.n,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    logit_bias: request.logitBias,
    logprobs: request.logprobs,
    top_logprobs: request.topLogprobs,
    response_format: request.responseFormat === null ? null : encodeFormat(request.responseFormat),
    reasoning_effort: request.reasoning === null ? null : effortOf(request.reasoning),
    user: request.user,
    service_tier: request.serviceTier,
    stream: request.stream ? true : null,
    stream_options: request.stream ? { include_usage: true } : null,
  };
  const [problem] = problems;
  if (problem !== undefined) {
    return {
      class: 'UnsupportedParamsError',
      message: `${problem.path}: this provider cannot take ${problem.problem}`,
      param: problem.path,
    };
  }
  const said = Object.entries(members).filter(([, value]) => value !== null);
  return { ...request.extra, ...Object.fromEntries(said) };
}

function encodeTools(tools: readonly Tool[], problems: Untranslatable[]): Json[] {
  return tools.flatMap((tool, index): Json[] => {
    switch (tool.type) {
      case 'function':
        return [
          {
            type: 'function',
            function: {
              name: tool.name,
              ...(tool.description === null ? {} : { description: tool.description }),
              ...(tool.parameters === null ? {} : { parameters: tool.parameters }),
              ...(tool.strict === null ? {} : { strict: tool.strict }),
            },
            ...(tool.cache === undefined ? {} : { cache_control: { ...tool.cache } }),
          },
        ];
      case 'custom': {
        const { name, description, format } = tool;
        const said = {
          ...(description === null ? {} : { description }),
          ...(format === null ? {} : { format }),
        };
        return [{ type: 'custom', custom: { name, ...said } }];
      }
      case 'opaque':
        if (tool.wire === 'openai-chat') return [tool.value];
        problems.push({ path: `tools[${index}].type`, problem: `a tool of ${tool.wire}` });
        return [];
      default:
        return unreachable(tool);
    }
  });
}

function encodeToolChoice(choice: ToolChoice): Json {
  switch (choice.type) {
    case 'auto':
    case 'none':
    case 'required':
      return choice.type;
    case 'tool':
      return { type: 'function', function: { name: choice.name } };
    case 'allowed': {
      const tools = choice.names.map((name) => ({ type: 'function', function: { name } }));
      return { type: 'allowed_tools', allowed_tools: { mode: choice.mode, tools } };
    }
    default:
      return unreachable(choice);
  }
}

function encodeFormat(format: ResponseFormat): Json {
  switch (format.type) {
    case 'text':
      return { type: 'text' };
    case 'json-object':
      return { type: 'json_object' };
    case 'json-schema': {
      const { name, schema, strict, description } = format;
      const said = {
        ...(strict === null ? {} : { strict }),
        ...(description === null ? {} : { description }),
      };
      return { type: 'json_schema', json_schema: { name, schema, ...said } };
    }
    default:
      return unreachable(format);
  }
}

/** A budget as an effort: the usual steps of those who take both. null: as much as the model likes. */
function effortOf(reasoning: Reasoning): string | null {
  if (reasoning.effort !== null) return reasoning.effort;
  const budget = reasoning.budgetTokens;
  if (budget === null) return null;
  if (budget >= 10_000) return 'high';
  if (budget >= 5_000) return 'medium';
  return budget >= 2_000 ? 'low' : 'minimal';
}
