import { type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type FunctionTool, type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/**
 * `tools`, `tool_choice` and `strict_tools`. Cohere can be told to call some tool or none, but not which: a named tool is
 * forced by offering no other.
 */
export function encodeTools(request: ChatRequest, problems: Problems): JsonObject {
  if (request.tools.length === 0) return {};
  if (request.parallelToolCalls === false) problems.unsupported('parallel_tool_calls');
  const { toolChoice } = request;
  const functions = request.tools.flatMap((tool, index) => functionOf(tool, `tools[${index}]`, problems));
  const offered = functions.filter(({ name }) => isOffered(name, toolChoice));
  if (offered.length === 0) return {};
  const choice = choiceWord(toolChoice);
  return {
    tools: offered.map(encodeFunction),
    ...(choice === null ? {} : { tool_choice: choice }),
    // One switch for all of them: on when every tool asks for it.
    ...(offered.every(({ strict }) => strict === true) ? { strict_tools: true } : {}),
  };
}

function functionOf(tool: Tool, path: string, problems: Problems): FunctionTool[] {
  switch (tool.type) {
    case 'function':
      return [tool];
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

function encodeFunction(tool: FunctionTool): JsonObject {
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description === null ? {} : { description: tool.description }),
      parameters: { type: 'object', properties: {}, ...tool.parameters },
    },
  };
}

function isOffered(name: string, choice: ToolChoice | null): boolean {
  if (choice?.type === 'tool') return choice.name === name;
  return choice?.type !== 'allowed' || choice.names.includes(name);
}

function choiceWord(choice: ToolChoice | null): 'REQUIRED' | 'NONE' | null {
  switch (choice?.type) {
    case undefined:
    case 'auto':
      return null;
    case 'none':
      return 'NONE';
    case 'required':
    case 'tool':
      return 'REQUIRED';
    case 'allowed':
      return choice.mode === 'required' ? 'REQUIRED' : null;
    default:
      return unreachable(choice);
  }
}
