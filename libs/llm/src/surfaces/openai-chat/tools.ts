import { type Json, type JsonObject } from '@tollgate/core';
import {
  type FunctionTool,
  type ResponseFormat,
  type Tool,
  type ToolChoice,
} from '../../chat/chat-request.js';
import { type BodyReader } from '../body-reader.js';
import { readCacheMark } from './content.js';

/** More tools than any provider takes. */
const MAX_TOOLS = 1024;

/** `tools`, and the deprecated `functions`. */
export function readTools(reader: BodyReader, body: JsonObject): Tool[] {
  const tools = reader
    .optionalArray(body['tools'], 'tools')
    .map((item, index) => readTool(reader, reader.object(item, `tools[${index}]`), `tools[${index}]`));
  const functions = reader
    .optionalArray(body['functions'], 'functions')
    .map((item, index) =>
      readFunction(reader, reader.object(item, `functions[${index}]`), `functions[${index}]`),
    );
  const all = [...tools, ...functions];
  if (all.length > MAX_TOOLS) reader.refuse('tools', `must hold at most ${MAX_TOOLS} tools`);
  return all;
}

function readTool(reader: BodyReader, tool: JsonObject, path: string): Tool {
  const type = reader.identifier(tool['type'], `${path}.type`);
  if (type === 'function') {
    const read = readFunction(
      reader,
      reader.object(tool['function'], `${path}.function`),
      `${path}.function`,
    );
    return { ...read, ...readCacheMark(reader, tool, path) };
  }
  if (type === 'custom') {
    const custom = reader.object(tool['custom'], `${path}.custom`);
    return {
      type: 'custom',
      name: reader.identifier(custom['name'], `${path}.custom.name`),
      description: reader.optionalString(custom['description'], `${path}.custom.description`),
      format: reader.optionalObject(custom['format'], `${path}.custom.format`),
    };
  }
  // Server tools are dated words of one vendor: `web_search_20250305` is Anthropic's; others are OpenAI's own.
  const wire = /_\d{8}$/.test(type) ? 'anthropic-messages' : 'openai-chat';
  return { type: 'opaque', wire, value: tool };
}

function readFunction(reader: BodyReader, tool: JsonObject, path: string): FunctionTool {
  return {
    type: 'function',
    name: reader.identifier(tool['name'], `${path}.name`),
    description: reader.optionalString(tool['description'], `${path}.description`),
    parameters: reader.optionalObject(tool['parameters'], `${path}.parameters`),
    strict: reader.optionalBoolean(tool['strict'], `${path}.strict`),
    ...readCacheMark(reader, tool, path),
  };
}

/** `tool_choice`, and the deprecated `function_call`; a choice that demands a call needs that tool. */
export function readToolChoice(
  reader: BodyReader,
  body: JsonObject,
  tools: readonly Tool[],
): ToolChoice | null {
  const path =
    body['tool_choice'] === undefined || body['tool_choice'] === null ? 'function_call' : 'tool_choice';
  const value = body[path];
  if (value === undefined || value === null) return null;
  const choice = path === 'tool_choice' ? readChoice(reader, value) : readLegacyChoice(reader, value);
  if (choice === null || choice.type === 'auto' || choice.type === 'none') return choice;
  if (tools.length === 0) reader.refuse(path, 'asks for a tool call, but there are no tools');
  const wanted = choice.type === 'tool' ? [choice.name] : choice.type === 'allowed' ? choice.names : [];
  for (const name of wanted) {
    if (!tools.some((tool) => nameOf(tool) === name))
      reader.refuse(path, `names a tool "${name}" that is not in tools`);
  }
  return choice;
}

function nameOf(tool: Tool): Json | undefined {
  return tool.type === 'opaque' ? tool.value['name'] : tool.name;
}

function readChoice(reader: BodyReader, value: Json): ToolChoice | null {
  const path = 'tool_choice';
  if (value === 'any') return { type: 'required' };
  if (typeof value === 'string') {
    const word = reader.oneOf(value, path, ['auto', 'none', 'required']);
    return word === null ? null : { type: word };
  }
  const object = reader.object(value, path);
  switch (reader.oneOf(object['type'], `${path}.type`, ['function', 'custom', 'allowed_tools'])) {
    case 'function':
      return choiceOf(reader, object, 'function');
    case 'custom':
      return choiceOf(reader, object, 'custom');
    case 'allowed_tools':
      return readAllowedTools(reader, object);
    case null:
      return null;
  }
}

function choiceOf(reader: BodyReader, object: JsonObject, kind: 'function' | 'custom'): ToolChoice {
  const path = `tool_choice.${kind}`;
  return { type: 'tool', name: reader.identifier(reader.object(object[kind], path)['name'], `${path}.name`) };
}

function readAllowedTools(reader: BodyReader, object: JsonObject): ToolChoice {
  const path = 'tool_choice.allowed_tools';
  const allowed = reader.object(object['allowed_tools'], path);
  const mode = reader.oneOf(allowed['mode'], `${path}.mode`, ['auto', 'required']) ?? 'auto';
  const names = reader.array(allowed['tools'], `${path}.tools`).map((item, index) => {
    const at = `${path}.tools[${index}]`;
    const tool = reader.object(item, at);
    const kind = tool['type'] === 'custom' ? 'custom' : 'function';
    return reader.identifier(reader.object(tool[kind], `${at}.${kind}`)['name'], `${at}.${kind}.name`);
  });
  return { type: 'allowed', mode, names };
}

function readLegacyChoice(reader: BodyReader, value: Json): ToolChoice | null {
  if (typeof value === 'string') {
    const word = reader.oneOf(value, 'function_call', ['auto', 'none']);
    return word === null ? null : { type: word };
  }
  const name = reader.identifier(reader.object(value, 'function_call')['name'], 'function_call.name');
  return { type: 'tool', name };
}

export function readResponseFormat(reader: BodyReader, value: Json | undefined): ResponseFormat | null {
  if (value === undefined || value === null) return null;
  const format = reader.object(value, 'response_format');
  switch (reader.oneOf(format['type'], 'response_format.type', ['text', 'json_object', 'json_schema'])) {
    case 'text':
      return { type: 'text' };
    case 'json_object':
      return { type: 'json-object' };
    case 'json_schema': {
      const path = 'response_format.json_schema';
      const schema = reader.object(format['json_schema'], path);
      return {
        type: 'json-schema',
        name: reader.identifier(schema['name'], `${path}.name`),
        schema: reader.optionalObject(schema['schema'], `${path}.schema`) ?? {},
        strict: reader.optionalBoolean(schema['strict'], `${path}.strict`),
        description: reader.optionalString(schema['description'], `${path}.description`),
      };
    }
    case null:
      return null;
  }
}
