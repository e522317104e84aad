import { isJsonObject, type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { jsonTool, JSON_TOOL } from '../anthropic/json-tool.js';
import { type Problems } from '../problems.js';
import { cachePoint } from './cache-points.js';
import { type Conversation } from './messages.js';
import { type BedrockTraits } from './model-traits.js';

export interface ToolMembers {
  /** `toolConfig`; null: none. */
  config: JsonObject | null;
  /** Its tools. */
  list: JsonObject[];
  /** What `additionalModelRequestFields` gets. */
  additional: JsonObject;
  /** The model must call a tool, which excludes thinking. */
  forced: boolean;
}

/** Offered where a history holds calls and no tool may be called: Bedrock demands a `toolConfig` then. */
const NO_TOOL: JsonObject = {
  toolSpec: {
    name: 'no_tool',
    description: 'No tool can be called now. Answer in text.',
    inputSchema: { json: { type: 'object', properties: {} } },
  },
};

/** `toolConfig` of a Converse request. "None" means that no tools are offered (B03): Converse has no word for it. */
export function encodeToolConfig(
  request: ChatRequest,
  traits: BedrockTraits,
  { turns }: Conversation,
  problems: Problems,
): ToolMembers {
  const isNone = request.toolChoice?.type === 'none';
  const list = isNone ? [] : encodeTools(request, traits, problems);
  if (needsJsonTool(request, traits, problems)) return throughJsonTool(request, list);
  if (list.length === 0) {
    const hasCalls = turns.some(({ content }) =>
      content.some((block) => block['toolUse'] ?? block['toolResult']),
    );
    const tools = hasCalls ? [NO_TOOL] : [];
    return { config: hasCalls ? { tools } : null, list: tools, additional: {}, forced: false };
  }
  return withChoice(request, list, traits, problems);
}

function withChoice(
  request: ChatRequest,
  list: JsonObject[],
  traits: BedrockTraits,
  problems: Problems,
): ToolMembers {
  const choice = allowedChoice(request.toolChoice, traits, problems);
  const forced = choice !== null && choice['auto'] === undefined;
  if (request.parallelToolCalls !== false || traits.claude === null) {
    if (request.parallelToolCalls === false) problems.unsupported('parallel_tool_calls');
    const toolChoice = choice === null ? {} : { toolChoice: choice };
    return { config: { tools: list, ...toolChoice }, list, additional: {}, forced };
  }
  // One word for the choice only: said in both places, Bedrock calls it a conflict.
  const tool_choice = { ...claudeChoice(choice), disable_parallel_tool_use: true };
  return { config: { tools: list }, list, additional: { tool_choice }, forced };
}

function encodeTools(request: ChatRequest, traits: BedrockTraits, problems: Problems): JsonObject[] {
  const { toolChoice } = request;
  const isOffered = (tool: Tool) =>
    toolChoice?.type !== 'allowed' || (tool.type !== 'opaque' && toolChoice.names.includes(tool.name));
  return request.tools.flatMap((tool, index) =>
    isOffered(tool) ? encodeTool(tool, `tools[${index}]`, traits, problems) : [],
  );
}

function encodeTool(tool: Tool, path: string, traits: BedrockTraits, problems: Problems): JsonObject[] {
  switch (tool.type) {
    case 'function': {
      const toolSpec = {
        name: tool.name,
        ...described(tool.description),
        inputSchema: { json: { properties: {}, ...tool.parameters, type: 'object' } },
        ...(tool.strict === true && traits.structuredOutput ? { strict: true } : {}),
      };
      return [{ toolSpec }, ...cachePoint(tool.cache, traits)];
    }
    case 'custom': {
      if (tool.format !== null && tool.format['type'] !== 'text')
        problems.untranslatable(path, 'a tool held to a grammar');
      const json = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] };
      return [{ toolSpec: { name: tool.name, ...described(tool.description), inputSchema: { json } } }];
    }
    case 'opaque':
      if (tool.wire === 'bedrock-converse') return [tool.value];
      problems.untranslatable(`${path}.type`, `a tool of ${tool.wire}`);
      return [];
    default:
      return unreachable(tool);
  }
}

/** A blank description is refused. */
function described(description: string | null): JsonObject {
  return description === null || description.trim() === '' ? {} : { description };
}

/** `toolChoice` as far as the family takes it; null: say nothing, which means auto. */
function allowedChoice(
  choice: ToolChoice | null,
  traits: BedrockTraits,
  problems: Problems,
): JsonObject | null {
  const wanted = encodeChoice(choice);
  const isTaken =
    wanted === null ||
    traits.toolChoice === 'any-or-tool' ||
    (traits.toolChoice === 'any' && wanted['tool'] === undefined);
  if (isTaken) return wanted;
  if (wanted['auto'] === undefined) problems.unsupported('tool_choice');
  return null;
}

function encodeChoice(choice: ToolChoice | null): JsonObject | null {
  switch (choice?.type) {
    case undefined:
    case 'none':
      return null;
    case 'auto':
      return { auto: {} };
    case 'required':
      return { any: {} };
    case 'tool':
      return { tool: { name: choice.name } };
    case 'allowed':
      return choice.mode === 'required' ? { any: {} } : { auto: {} };
    default:
      return unreachable(choice);
  }
}

/** The same in Anthropic's words, for `additionalModelRequestFields`; a `type` must stand there. */
function claudeChoice(choice: JsonObject | null): JsonObject {
  if (choice?.['any'] !== undefined) return { type: 'any' };
  const tool = choice?.['tool'];
  return isJsonObject(tool) ? { type: 'tool', ...tool } : { type: 'auto' };
}

function needsJsonTool(request: ChatRequest, traits: BedrockTraits, problems: Problems): boolean {
  const format = request.responseFormat;
  if (format === null || format.type === 'text' || request.toolChoice?.type === 'none') return false;
  if (format.type === 'json-schema' && traits.structuredOutput) return false;
  if (traits.toolChoice === 'any-or-tool') return true;
  problems.unsupported('response_format');
  return false;
}

/** JSON by a forced tool; beside tools of the client's own the model may choose between them. */
function throughJsonTool(request: ChatRequest, tools: readonly JsonObject[]): ToolMembers {
  const format = request.responseFormat;
  const {
    name,
    description,
    input_schema: json,
  } = jsonTool(format?.type === 'json-schema' ? format.schema : null);
  const list = [...tools, { toolSpec: { name, description, inputSchema: { json } } }];
  const toolChoice = tools.length === 0 ? { tool: { name: JSON_TOOL } } : { any: {} };
  return { config: { tools: list, toolChoice }, list, additional: {}, forced: true };
}
