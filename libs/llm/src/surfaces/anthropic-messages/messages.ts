import { type Json, type JsonObject } from '@tollgate/core';
import {
  type AssistantPart,
  type Message,
  type TextPart,
  type ToolMessage,
  type UserPart,
} from '../../chat/chat-request.js';
import { splitSignature } from '../../chat/tool-call-id.js';
import { type BodyReader } from '../body-reader.js';
import { readCacheMark } from '../openai-chat/content.js';
import { readBlock, readText } from './content.js';

/** Ids may carry a signature. */
const LONGEST_CALL_ID = 131_072;

/** `system` and `messages` → the hub's turns. Results of tools, which stand in a user turn, become turns of their own. */
export function readConversation(reader: BodyReader, body: JsonObject): Message[] {
  const turns = reader.array(body['messages'], 'messages');
  if (turns.length === 0) reader.refuse('messages', 'must hold at least one message');
  const messages = readSystem(reader, body['system']);
  let open: ReadonlyMap<string, string> = new Map();
  turns.forEach((item, index) => {
    const path = `messages[${index}]`;
    const turn = reader.object(item, path);
    const role = reader.oneOf(turn['role'], `${path}.role`, ['user', 'assistant']);
    if (role === 'assistant') {
      refuseUnanswered(reader, open, path);
      const parts = readAssistant(reader, turn['content'], `${path}.content`);
      messages.push({ role, parts });
      open = callsOf(parts, path);
    } else {
      const read = readUser(reader, turn['content'], `${path}.content`, open);
      messages.push(...read.results);
      if (read.parts.length > 0) messages.push({ role: 'user', parts: read.parts });
      refuseUnanswered(reader, read.unanswered, path);
      open = new Map();
    }
  });
  refuseUnanswered(reader, open, 'the end of messages');
  return messages;
}

function readSystem(reader: BodyReader, system: Json | undefined): Message[] {
  if (system === undefined || system === null) return [];
  if (typeof system === 'string') return [{ role: 'system', parts: [{ type: 'text', text: system }] }];
  const parts = reader
    .array(system, 'system')
    .map((item, index) => readText(reader, reader.object(item, `system[${index}]`), `system[${index}]`));
  return parts.length === 0 ? [] : [{ role: 'system', parts }];
}

interface UserTurn {
  readonly results: ToolMessage[];
  readonly parts: UserPart[];
  readonly unanswered: ReadonlyMap<string, string>;
}

function readUser(
  reader: BodyReader,
  content: Json | undefined,
  path: string,
  open: ReadonlyMap<string, string>,
): UserTurn {
  if (typeof content === 'string')
    return { results: [], parts: [{ type: 'text', text: content }], unanswered: open };
  const unanswered = new Map(open);
  const results: ToolMessage[] = [];
  const parts: UserPart[] = [];
  reader.array(content, path).forEach((item, index) => {
    const at = `${path}[${index}]`;
    const block = reader.object(item, at);
    if (block['type'] !== 'tool_result') {
      parts.push(readBlock(reader, block, at));
      return;
    }
    const result = readResult(reader, block, at);
    if (!unanswered.delete(result.callId))
      reader.refuse(
        `${at}.tool_use_id`,
        `"${result.callId}" answers no tool_use of the assistant turn before it`,
      );
    results.push(result);
  });
  return { results, parts, unanswered };
}

function readResult(reader: BodyReader, block: JsonObject, path: string): ToolMessage {
  const { id } = splitSignature(
    reader.identifier(block['tool_use_id'], `${path}.tool_use_id`, LONGEST_CALL_ID),
  );
  const isError = reader.optionalBoolean(block['is_error'], `${path}.is_error`);
  return {
    role: 'tool',
    callId: id,
    parts: readResultParts(reader, block['content'], `${path}.content`),
    ...(isError === true ? { isError } : {}),
    ...readCacheMark(reader, block, path),
  };
}

function readResultParts(reader: BodyReader, content: Json | undefined, path: string): ToolMessage['parts'] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return reader.array(content, path).flatMap((item, index): ToolMessage['parts'] => {
    const at = `${path}[${index}]`;
    const part = readBlock(reader, reader.object(item, at), at);
    return part.type === 'audio' || part.type === 'video' ? [] : [part];
  });
}

function readAssistant(reader: BodyReader, content: Json | undefined, path: string): AssistantPart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return reader
    .array(content, path)
    .map((item, index) =>
      readAssistantBlock(reader, reader.object(item, `${path}[${index}]`), `${path}[${index}]`),
    );
}

function readAssistantBlock(reader: BodyReader, block: JsonObject, path: string): AssistantPart {
  switch (block['type']) {
    case 'text':
      return readText(reader, block, path);
    case 'thinking': {
      const signature = reader.optionalString(block['signature'], `${path}.signature`);
      return {
        type: 'reasoning',
        text: reader.string(block['thinking'], `${path}.thinking`),
        ...(signature === null || signature === '' ? {} : { signature }),
      };
    }
    case 'redacted_thinking':
      return { type: 'reasoning', text: '', redacted: reader.string(block['data'], `${path}.data`) };
    case 'tool_use': {
      const { id, signature } = splitSignature(reader.identifier(block['id'], `${path}.id`, LONGEST_CALL_ID));
      return {
        type: 'tool-call',
        id,
        name: reader.identifier(block['name'], `${path}.name`),
        argumentsText: JSON.stringify(reader.object(block['input'], `${path}.input`)),
        ...(signature === null ? {} : { signature }),
        ...readCacheMark(reader, block, path),
      };
    }
    default:
      // Blocks of tools that Anthropic runs itself: only it knows what they hold.
      reader.identifier(block['type'], `${path}.type`);
      return { type: 'opaque', wire: 'anthropic-messages', value: block };
  }
}

/** Calls by id, and where they stand. */
function callsOf(parts: readonly (AssistantPart | TextPart)[], path: string): Map<string, string> {
  const calls = new Map<string, string>();
  parts.forEach((part, index) => {
    if (part.type === 'tool-call') calls.set(part.id, `${path}.content[${index}]`);
  });
  return calls;
}

/** Providers refuse calls without results, each in its own words; the gateway says it once and names the call. */
function refuseUnanswered(reader: BodyReader, open: ReadonlyMap<string, string>, before: string): void {
  for (const [id, path] of open)
    reader.refuse(path, `tool_use "${id}" has no tool_result that answers it in ${before}`);
}
