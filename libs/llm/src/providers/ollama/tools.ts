import { type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/** `tools`. Ollama has no `tool_choice`: tools can be kept from a model, but no call can be forced. */
export function encodeTools(request: ChatRequest, problems: Problems): JsonObject[] {
  if (request.tools.length === 0) return [];
  const { toolChoice } = request;
  if (request.parallelToolCalls === false) problems.unsupported('parallel_tool_calls');
  if (isForced(toolChoice)) problems.unsupported('tool_choice');
  if (toolChoice?.type === 'none') return [];
  return request.tools.flatMap((tool, index) =>
    isOffered(tool, toolChoice) ? encodeTool(tool, `tools[${index}]`, problems) : [],
  );
}

function isForced(choice: ToolChoice | null): boolean {
  switch (choice?.type) {
    case 'required':
    case 'tool':
      return true;
    case 'allowed':
      return choice.mode === 'required';
    default:
      return false;
  }
}

function isOffered(tool: Tool, choice: ToolChoice | null): boolean {
  return choice?.type !== 'allowed' || (tool.type !== 'opaque' && choice.names.includes(tool.name));
}

function encodeTool(tool: Tool, path: string, problems: Problems): JsonObject[] {
  switch (tool.type) {
    case 'function': {
      const parameters = { type: 'object', properties: {}, ...tool.parameters };
      const description = tool.description === null ? {} : { description: tool.description };
      return [{ type: 'function', function: { name: tool.name, ...description, parameters } }];
    }
    case 'custom':
      problems.untranslatable(path, 'a tool whose input is free text');
      return [];
    case 'opaque':
      problems.untranslatable(`${path}.type`, `a tool of ${tool.wire}`);
      return [];
    default:
      return unreachable(tool);
  }
}
