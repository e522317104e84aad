import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import {
  type AssistantMessage,
  type AssistantPart,
  type CacheMark,
  type Message,
  type ReasoningPart,
  type ToolCallPart,
  type ToolMessage,
} from '../../chat/chat-request.js';
import { splitSignature } from '../../chat/tool-call-id.js';
import { type BodyReader } from '../body-reader.js';
import { readCacheMark, readTextParts, readUserParts } from './content.js';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

/** `messages` → hub turns, one for one, so that a hub index is the client's index. */
export function readMessages(reader: BodyReader, value: Json | undefined): Message[] {
  const items = reader.array(value, 'messages');
  if (Array.isArray(value) && items.length === 0) reader.refuse('messages', 'must hold at least one message');
  return items.map((item, index) =>
    readMessage(reader, reader.object(item, `messages[${index}]`), `messages[${index}]`),
  );
}

function readMessage(reader: BodyReader, message: JsonObject, path: string): Message {
  const role = reader.oneOf(message['role'], `${path}.role`, ROLES);
  const content = message['content'];
  switch (role) {
    case 'system':
    case 'developer': {
      const parts = readTextParts(reader, content, `${path}.content`);
      return {
        role,
        parts: marked(parts, readCacheMark(reader, message, path).cache),
        ...named(reader, message, path),
      };
    }
    case 'user': {
      const parts = readUserParts(reader, content, `${path}.content`);
      return {
        role,
        parts: marked(parts, readCacheMark(reader, message, path).cache),
        ...named(reader, message, path),
      };
    }
    case 'assistant':
      return readAssistant(reader, message, path);
    case 'tool':
      return readTool(
        reader,
        message,
        path,
        readCallId(reader, message['tool_call_id'], `${path}.tool_call_id`).id,
      );
    case 'function':
      return readTool(
        reader,
        message,
        path,
        legacyCallId(reader.identifier(message['name'], `${path}.name`)),
      );
    case null:
      return { role: 'user', parts: [] };
  }
}

/** The id a call has that came as the deprecated `function_call`, which knows only names. */
function legacyCallId(name: string): string {
  return `call_${name}`;
}

function readTool(reader: BodyReader, message: JsonObject, path: string, callId: string): ToolMessage {
  const parts: ToolMessage['parts'] = [];
  const content = message['content'];
  const read = content === null ? [] : readUserParts(reader, content, `${path}.content`);
  read.forEach((part, index) => {
    if (part.type === 'audio' || part.type === 'video') {
      reader.refuse(`${path}.content[${index}].type`, 'a tool result holds text, images and files');
    } else parts.push(part);
  });
  return { role: 'tool', callId, parts, ...readCacheMark(reader, message, path) };
}

function readAssistant(reader: BodyReader, message: JsonObject, path: string): AssistantMessage {
  const parts: AssistantPart[] = [
    ...readReasoning(reader, message, path),
    ...readProviderBlocks(message),
    ...readAssistantContent(reader, message['content'], `${path}.content`),
  ];
  const refusal = reader.optionalString(message['refusal'], `${path}.refusal`);
  if (refusal !== null) parts.push({ type: 'refusal', text: refusal });
  parts.push(...readToolCalls(reader, message, path));
  const audio = reader.optionalObject(message['audio'], `${path}.audio`);
  if (audio !== null) parts.push({ type: 'opaque', wire: 'openai-chat', value: { audio } });
  const cache = readCacheMark(reader, message, path).cache;
  return { role: 'assistant', parts: marked(parts, cache), ...named(reader, message, path) };
}

function readAssistantContent(reader: BodyReader, content: Json | undefined, path: string): AssistantPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return reader.array(content, path).flatMap((item, index): AssistantPart[] => {
    const at = `${path}[${index}]`;
    const part = reader.object(item, at);
    if (part['type'] === 'refusal')
      return [{ type: 'refusal', text: reader.string(part['refusal'], `${at}.refusal`) }];
    if (part['type'] === 'thinking' || part['type'] === 'redacted_thinking')
      return [readThinking(reader, part, at)];
    return readTextParts(reader, [part], path);
  });
}

/** `thinking_blocks` carry signatures and win; `reasoning_content` is their text, or all there is. */
function readReasoning(reader: BodyReader, message: JsonObject, path: string): ReasoningPart[] {
  const blocks = reader.optionalArray(message['thinking_blocks'], `${path}.thinking_blocks`);
  if (blocks.length > 0) {
    return blocks.map((item, index) => {
      const at = `${path}.thinking_blocks[${index}]`;
      return readThinking(reader, reader.object(item, at), at);
    });
  }
  const text =
    reader.optionalString(message['reasoning_content'], `${path}.reasoning_content`) ??
    (typeof message['reasoning'] === 'string' ? message['reasoning'] : null);
  return text === null || text === '' ? [] : [{ type: 'reasoning', text }];
}

function readThinking(reader: BodyReader, block: JsonObject, path: string): ReasoningPart {
  if (block['type'] === 'redacted_thinking') {
    return { type: 'reasoning', text: '', redacted: reader.string(block['data'], `${path}.data`) };
  }
  const signature = reader.optionalString(block['signature'], `${path}.signature`);
  const thinking = block['thinking'];
  const text = Array.isArray(thinking)
    ? readTextParts(reader, thinking, `${path}.thinking`)
        .map((part) => part.text)
        .join('')
    : reader.string(thinking, `${path}.thinking`);
  return { type: 'reasoning', text, ...(signature === null ? {} : { signature }) };
}

/** Blocks of Anthropic's server tools that an earlier reply gave out, back in their place before the text. */
function readProviderBlocks(message: JsonObject): AssistantPart[] {
  const fields = message['provider_specific_fields'];
  const blocks = isJsonObject(fields) ? fields['content_blocks'] : undefined;
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isJsonObject).map((value) => ({ type: 'opaque', wire: 'anthropic-messages', value }));
}

function readToolCalls(reader: BodyReader, message: JsonObject, path: string): ToolCallPart[] {
  const calls = reader
    .optionalArray(message['tool_calls'], `${path}.tool_calls`)
    .map((item, index) => readToolCall(reader, item, `${path}.tool_calls[${index}]`));
  const legacy = reader.optionalObject(message['function_call'], `${path}.function_call`);
  if (legacy !== null) {
    const call = readFunction(reader, legacy, `${path}.function_call`);
    calls.push({ type: 'tool-call', id: legacyCallId(call.name), ...call });
  }
  return calls;
}

function readToolCall(reader: BodyReader, value: Json, path: string): ToolCallPart {
  const call = reader.object(value, path);
  const { id, signature } = readCallId(reader, call['id'], `${path}.id`);
  if (call['type'] === 'custom') {
    const custom = reader.object(call['custom'], `${path}.custom`);
    const name = reader.identifier(custom['name'], `${path}.custom.name`);
    return {
      type: 'tool-call',
      id,
      name,
      argumentsText: reader.string(custom['input'], `${path}.custom.input`),
      custom: true,
    };
  }
  const read = readFunction(reader, reader.object(call['function'], `${path}.function`), `${path}.function`);
  return {
    type: 'tool-call',
    id,
    ...read,
    ...readCacheMark(reader, call, path),
    ...readSignature(call, signature),
  };
}

/** A call's id, and the thought signature that this gateway gave out behind it. */
function readCallId(
  reader: BodyReader,
  value: Json | undefined,
  path: string,
): { id: string; signature: string | null } {
  return splitSignature(reader.identifier(value, path, LONGEST_CALL_ID));
}

/** Signatures travel in ids, and may be long. */
const LONGEST_CALL_ID = 131_072;

function readSignature(call: JsonObject, fromId: string | null): { signature?: string } {
  const fields = call['provider_specific_fields'];
  const kept = isJsonObject(fields) ? fields['thought_signature'] : undefined;
  const signature = typeof kept === 'string' ? kept : fromId;
  return signature === null ? {} : { signature };
}

function readFunction(
  reader: BodyReader,
  call: JsonObject,
  path: string,
): { name: string; argumentsText: string } {
  const name = reader.identifier(call['name'], `${path}.name`);
  const argumentsText = reader.optionalString(call['arguments'], `${path}.arguments`) ?? '';
  if (!isArguments(argumentsText)) reader.refuse(`${path}.arguments`, 'must be the JSON text of an object');
  return { name, argumentsText };
}

/** Nothing counts as no arguments. */
function isArguments(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function named(reader: BodyReader, message: JsonObject, path: string): { name?: string } {
  const name = reader.optionalString(message['name'], `${path}.name`);
  return name === null ? {} : { name };
}

/** A mark on the message counts once: it belongs to the last block that can carry one. */
function marked<Part extends { type: string; cache?: CacheMark }>(
  parts: Part[],
  cache: CacheMark | undefined,
): Part[];
function marked(parts: AssistantPart[], cache: CacheMark | undefined): AssistantPart[];
function marked(
  parts: { type: string; cache?: CacheMark }[],
  cache: CacheMark | undefined,
): { type: string; cache?: CacheMark }[] {
  if (cache === undefined) return parts;
  const last = parts.findLastIndex((part) => CACHEABLE.has(part.type));
  return parts.map((part, index) => (index === last ? { ...part, cache: part.cache ?? cache } : part));
}

const CACHEABLE = new Set(['text', 'image', 'document', 'tool-call']);
