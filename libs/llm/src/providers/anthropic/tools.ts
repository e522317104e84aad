import { isJsonObject, type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { marked } from './content.js';
import { type ModelTraits } from './model-traits.js';
import { type Problems } from '../problems.js';

/** `tools` of a Messages request; `allowed_tools` narrows them, for Anthropic has no word for it. */
export function encodeTools(request: ChatRequest, traits: ModelTraits, problems: Problems): JsonObject[] {
  const { toolChoice } = request;
  const isOffered = (tool: Tool) =>
    toolChoice?.type !== 'allowed' || (tool.type !== 'opaque' && toolChoice.names.includes(tool.name));
  const tools = request.tools.flatMap((tool, index) =>
    isOffered(tool) ? encodeTool(tool, `tools[${index}]`, traits, problems) : [],
  );
  return [...tools, ...webSearch(request)];
}

/** The web search that OpenAI's `web_search_options` asks for, as Anthropic's server tool. */
function webSearch(request: ChatRequest): JsonObject[] {
  const options = request.extra['web_search_options'];
  if (!isJsonObject(options)) return [];
  const location = isJsonObject(options['user_location'])
    ? options['user_location']['approximate']
    : undefined;
  const place = isJsonObject(location) ? { user_location: { type: 'approximate', ...location } } : {};
  return [{ type: 'web_search_20250305', name: 'web_search', ...place }];
}

function encodeTool(tool: Tool, path: string, traits: ModelTraits, problems: Problems): JsonObject[] {
  switch (tool.type) {
    case 'function':
      return [
        {
          name: tool.name,
          ...(tool.description === null ? {} : { description: tool.description }),
          // OpenAI lets a tool without arguments leave its schema out; Anthropic requires one of type object.
          input_schema: { properties: {}, ...tool.parameters, type: 'object' },
          ...(tool.strict === true && traits.structuredOutput ? { strict: true } : {}),
          ...marked(tool.cache),
        },
      ];
    case 'custom':
      if (tool.format !== null && tool.format['type'] !== 'text')
        problems.untranslatable(path, 'a tool held to a grammar');
      return [
        {
          name: tool.name,
          ...(tool.description === null ? {} : { description: tool.description }),
          input_schema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] },
        },
      ];
    case 'opaque':
      if (tool.wire === 'anthropic-messages') return [tool.value];
      problems.untranslatable(`${path}.type`, `a tool of ${tool.wire}`);
      return [];
    default:
      return unreachable(tool);
  }
}

/**
 * `tool_choice`, with `disable_parallel_tool_use` where the client forbids parallel calls (B03). null: say nothing.
 * `none` carries no such flag, and "one call at most" alone does not force a call.
 */
export function encodeToolChoice(choice: ToolChoice | null, parallel: boolean | null): JsonObject | null {
  const single = parallel === false ? { disable_parallel_tool_use: true } : {};
  switch (choice?.type) {
    case undefined:
      return parallel === false ? { type: 'auto', ...single } : null;
    case 'auto':
      return { type: 'auto', ...single };
    case 'none':
      return { type: 'none' };
    case 'required':
      return { type: 'any', ...single };
    case 'tool':
      return { type: 'tool', name: choice.name, ...single };
    case 'allowed':
      return { type: choice.mode === 'required' ? 'any' : 'auto', ...single };
    default:
      return unreachable(choice);
  }
}
