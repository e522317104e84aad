import { type Json, type JsonObject } from '@tollgate/core';
import { type Tool, type ToolChoice } from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';
import { readCacheMark } from '../openai-chat/content.js';

/** More tools than any provider takes. */
const MAX_TOOLS = 1024;

/** The client's own tools; those that Anthropic runs itself (`web_search_20250305` …) are carried along as they are. */
export function readTools(reader: BodyReader, body: JsonObject): Tool[] {
  const tools = reader.optionalArray(body['tools'], 'tools');
  if (tools.length > MAX_TOOLS) reader.refuse('tools', `must hold at most ${MAX_TOOLS} tools`);
  return tools.map((item, index) => readTool(reader, item, `tools[${index}]`));
}

function readTool(reader: BodyReader, value: Json, path: string): Tool {
  const tool = reader.object(value, path);
  const type = reader.optionalString(tool['type'], `${path}.type`);
  if (type !== null && type !== 'custom') return { type: 'opaque', wire: 'anthropic-messages', value: tool };
  return {
    type: 'function',
    name: reader.identifier(tool['name'], `${path}.name`),
    description: reader.optionalString(tool['description'], `${path}.description`),
    parameters: reader.object(tool['input_schema'], `${path}.input_schema`),
    strict: reader.optionalBoolean(tool['strict'], `${path}.strict`),
    ...readCacheMark(reader, tool, path),
  };
}

export function readToolChoice(
  reader: BodyReader,
  body: JsonObject,
): { choice: ToolChoice | null; parallel: boolean | null } {
  const given = reader.optionalObject(body['tool_choice'], 'tool_choice');
  if (given === null) return { choice: null, parallel: null };
  const single = reader.optionalBoolean(
    given['disable_parallel_tool_use'],
    'tool_choice.disable_parallel_tool_use',
  );
  return { choice: choiceOf(reader, given), parallel: single === null ? null : !single };
}

function choiceOf(reader: BodyReader, given: JsonObject): ToolChoice | null {
  switch (reader.oneOf(given['type'], 'tool_choice.type', ['auto', 'any', 'tool', 'none'])) {
    case 'auto':
      return { type: 'auto' };
    case 'any':
      return { type: 'required' };
    case 'none':
      return { type: 'none' };
    case 'tool':
      return { type: 'tool', name: reader.identifier(given['name'], 'tool_choice.name') };
    case null:
      return null;
  }
}
