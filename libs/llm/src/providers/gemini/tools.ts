import { isJsonObject, type JsonObject, unreachable } from '@tollgate/core';
import { type ChatRequest, type FunctionTool, type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { toGeminiSchema } from './schema.js';

/** `tools` of a GenerateContentRequest: one entry declares every function, server tools have an entry each. */
export function encodeTools(request: ChatRequest, problems: Problems): JsonObject[] {
  const functionDeclarations: JsonObject[] = [];
  const serverTools: JsonObject[] = [];
  for (const [index, tool] of request.tools.entries()) {
    encodeTool(tool, `tools[${index}]`, functionDeclarations, serverTools, problems);
  }
  if (isJsonObject(request.extra['web_search_options'])) serverTools.push({ googleSearch: {} });
  return [...(functionDeclarations.length === 0 ? [] : [{ functionDeclarations }]), ...serverTools];
}

function encodeTool(
  tool: Tool,
  path: string,
  functions: JsonObject[],
  serverTools: JsonObject[],
  problems: Problems,
): void {
  switch (tool.type) {
    case 'function':
      functions.push(encodeFunction(tool));
      return;
    case 'custom':
      problems.untranslatable(path, 'a tool whose input is free text');
      return;
    case 'opaque':
      if (tool.wire === 'gemini') serverTools.push(tool.value);
      else problems.untranslatable(`${path}.type`, `a tool of ${tool.wire}`);
      return;
    default:
      unreachable(tool);
  }
}

/** A function without arguments has no `parameters`: an object without properties is refused. */
function encodeFunction(tool: FunctionTool): JsonObject {
  const parameters = tool.parameters ? toGeminiSchema(tool.parameters) : null;
  const takesNothing =
    parameters === null || (parameters['type'] === 'object' && parameters['properties'] === undefined);
  return {
    name: tool.name,
    ...(tool.description === null ? {} : { description: tool.description }),
    ...(takesNothing ? {} : { parameters }),
  };
}

/** `toolConfig`; null when nothing was asked for, or there is no function to call. */
export function encodeToolConfig(choice: ToolChoice | null, tools: readonly Tool[]): JsonObject | null {
  if (choice === null || !tools.some((tool) => tool.type === 'function')) return null;
  switch (choice.type) {
    case 'auto':
      return { functionCallingConfig: { mode: 'AUTO' } };
    case 'none':
      return { functionCallingConfig: { mode: 'NONE' } };
    case 'required':
      return { functionCallingConfig: { mode: 'ANY' } };
    case 'tool':
      return { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [choice.name] } };
    case 'allowed': {
      const mode = choice.mode === 'required' ? 'ANY' : 'VALIDATED';
      return { functionCallingConfig: { mode, allowedFunctionNames: choice.names } };
    }
    default:
      return unreachable(choice);
  }
}
