import { type Failure, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { isFailure, type Target } from '../provider.js';
import { withCacheMarks } from '../cache-injection.js';
import { withRequestDefaults } from '../native-defaults.js';
import { limitCacheMarks } from './cache-marks.js';
import { jsonTool, JSON_TOOL } from './json-tool.js';
import { type Conversation, encodeConversation } from './messages.js';
import { type ModelTraits, traitsOf } from './model-traits.js';
import { toOutputSchema } from './output-schema.js';
import { Problems } from '../problems.js';
import { encodeThinking } from './thinking.js';
import { encodeToolChoice, encodeTools } from './tools.js';
import { encodeExtra, encodeSampling } from './parameters.js';

/**
 * Hub → body of `POST /v1/messages`. Source: Anthropic API reference, "Create a Message".
 * @param traits what the model can do, where another house serves less than Anthropic itself.
 */
export function encodeRequest(
  asked: ChatRequest,
  target: Target,
  traits: ModelTraits = traitsOf(target),
): JsonObject | Failure {
  const preset = withRequestDefaults(asked, target);
  if (isFailure(preset)) return preset;
  const request = withCacheMarks(preset, target);
  const problems = new Problems('Anthropic', target.dropParams);
  const conversation = encodeConversation(request.messages, problems);
  continueLastTurn(conversation, request, traits, problems);
  const maxTokens = request.maxOutputTokens ?? traits.maxOutputTokens;
  const tools = encodeToolMembers(request, traits, problems);
  const { thinking, effort } = encodeThinking(request, traits, maxTokens, tools.forced);
  const format = request.responseFormat;
  const outputConfig: JsonObject = {
    ...(effort === null ? {} : { effort }),
    ...(format?.type === 'json-schema' && traits.structuredOutput
      ? { format: { type: 'json_schema', schema: toOutputSchema(format.schema) } }
      : {}),
  };
  const body: JsonObject = {
    ...encodeExtra(request, problems),
    model: request.model,
    max_tokens: maxTokens,
    ...(conversation.system.length === 0 ? {} : { system: conversation.system }),
    messages: conversation.turns.map(({ role, content }) => ({ role, content })),
    ...tools.members,
    ...(thinking === null ? {} : { thinking }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
    ...encodeSampling(request, traits, thinking !== null, problems),
    ...(request.stream ? { stream: true } : {}),
  };
  limitCacheMarks([
    ...tools.list,
    ...conversation.system,
    ...conversation.turns.flatMap((turn) => turn.content),
  ]);
  return problems.failure ?? body;
}

/** A last assistant turn is to be continued, which newer models refuse (B08b); trailing blanks are refused by all. */
function continueLastTurn(
  { turns }: Conversation,
  request: ChatRequest,
  traits: ModelTraits,
  problems: Problems,
): void {
  const last = turns.at(-1);
  if (last?.role !== 'assistant') return;
  if (!traits.prefill) {
    problems.refuse(
      `messages[${request.messages.length - 1}]`,
      'this model cannot continue an assistant turn: the last message must be a user message',
    );
  }
  const block = last.content.at(-1);
  if (block?.['type'] === 'text' && typeof block['text'] === 'string')
    block['text'] = block['text'].trimEnd();
}

interface ToolMembers {
  members: JsonObject;
  list: JsonObject[];
  /** The model must call a tool, which excludes thinking. */
  forced: boolean;
}

function encodeToolMembers(request: ChatRequest, traits: ModelTraits, problems: Problems): ToolMembers {
  const list = encodeTools(request, traits, problems);
  const choice = list.length === 0 ? null : encodeToolChoice(request.toolChoice, request.parallelToolCalls);
  const format = request.responseFormat;
  const needsTool =
    format?.type === 'json-object' || (format?.type === 'json-schema' && !traits.structuredOutput);
  if (needsTool && choice?.['type'] !== 'none') return throughJsonTool(request, list);
  const members = {
    ...(list.length === 0 ? {} : { tools: list }),
    ...(choice === null ? {} : { tool_choice: choice }),
  };
  return { members, list, forced: choice?.['type'] === 'any' || choice?.['type'] === 'tool' };
}

/** JSON by a forced tool; beside tools of the client's own the model may choose between them. */
function throughJsonTool(request: ChatRequest, tools: readonly JsonObject[]): ToolMembers {
  const format = request.responseFormat;
  const list = [...tools, jsonTool(format?.type === 'json-schema' ? format.schema : null)];
  const choice = tools.length === 0 ? { type: 'tool', name: JSON_TOOL } : { type: 'any' };
  return { members: { tools: list, tool_choice: choice }, list, forced: true };
}
