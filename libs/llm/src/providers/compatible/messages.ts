import { type Json, type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantMessage,
  type CacheMark,
  type DocumentPart,
  type MediaSource,
  type Message,
  type TextPart,
  type ToolCallPart,
  type UserPart,
} from '../../chat/chat-request.js';

/** A part this API has no word for, with its place in the hub request. */
export interface Untranslatable {
  readonly path: string;
  readonly problem: string;
}

/** Hub turns → `messages`. Parts that cannot be said are added to `problems`. */
export function encodeMessages(messages: readonly Message[], problems: Untranslatable[]): JsonObject[] {
  return messages.map((message, index) => encodeMessage(message, `messages[${index}]`, problems));
}

function encodeMessage(message: Message, path: string, problems: Untranslatable[]): JsonObject {
  switch (message.role) {
    case 'system':
    case 'developer':
      return {
        role: message.role,
        content: encodeParts(message.parts, path, problems),
        ...named(message.name),
      };
    case 'user':
      return { role: 'user', content: encodeParts(message.parts, path, problems), ...named(message.name) };
    case 'tool':
      return {
        role: 'tool',
        tool_call_id: message.callId,
        content: encodeParts(message.parts, path, problems),
        ...marked(message.cache),
      };
    case 'assistant':
      return encodeAssistant(message, path, problems);
    default:
      return unreachable(message);
  }
}

/** Plain text stays a string; marks and media need the list. */
function encodeParts(parts: readonly UserPart[], path: string, problems: Untranslatable[]): Json {
  if (parts.every((part): part is TextPart => part.type === 'text' && part.cache === undefined)) {
    if (parts.length <= 1) return parts[0]?.text ?? '';
  }
  return parts.flatMap((part, index) => encodePart(part, `${path}.content[${index}]`, problems));
}

function encodePart(part: UserPart, path: string, problems: Untranslatable[]): JsonObject[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text, ...marked(part.cache) }];
    case 'image': {
      const detail = part.detail === undefined ? {} : { detail: part.detail };
      if (part.source.kind === 'file') return refused(problems, path, 'an image that lies in a file store');
      return [
        { type: 'image_url', image_url: { url: urlOf(part.source), ...detail }, ...marked(part.cache) },
      ];
    }
    case 'document':
      return encodeDocument(part, path, problems);
    case 'audio':
      if (part.source.kind !== 'base64') return refused(problems, path, 'audio by address');
      return [{ type: 'input_audio', input_audio: { data: part.source.data, format: part.format } }];
    case 'video':
      if (part.source.kind === 'file') return refused(problems, path, 'a video that lies in a file store');
      return [{ type: 'video_url', video_url: { url: urlOf(part.source) } }];
    case 'opaque':
      return part.wire === 'openai-chat' ? [part.value] : refused(problems, path, `a block of ${part.wire}`);
    default:
      return unreachable(part);
  }
}

function encodeDocument(part: DocumentPart, path: string, problems: Untranslatable[]): JsonObject[] {
  const { source } = part;
  const mark = marked(part.cache);
  switch (source.kind) {
    case 'text':
      return [{ type: 'text', text: source.text, ...mark }];
    case 'file':
      return [{ type: 'file', file: { file_id: source.fileId }, ...mark }];
    case 'base64': {
      const file = { filename: part.filename ?? part.title ?? 'document', file_data: urlOf(source) };
      return [{ type: 'file', file, ...mark }];
    }
    case 'url':
      return refused(problems, path, 'a document by address');
    default:
      return unreachable(source);
  }
}

function urlOf(source: Extract<MediaSource, { kind: 'base64' | 'url' }>): string {
  return source.kind === 'url' ? source.url : `data:${source.mediaType};base64,${source.data}`;
}

function encodeAssistant(message: AssistantMessage, path: string, problems: Untranslatable[]): JsonObject {
  const content: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const thinking: JsonObject[] = [];
  let reasoning = '';
  let refusal: string | null = null;
  let rest: JsonObject = {};
  for (const part of message.parts) {
    switch (part.type) {
      case 'text':
        content.push({ type: 'text', text: part.text, ...marked(part.cache) });
        break;
      case 'refusal':
        refusal = (refusal ?? '') + part.text;
        break;
      case 'reasoning':
        reasoning += part.text;
        thinking.push(...thinkingBlock(part));
        break;
      case 'tool-call':
        calls.push(encodeCall(part));
        break;
      case 'image':
        content.push(...encodePart(part, path, problems));
        break;
      case 'opaque':
        if (part.wire === 'openai-chat') rest = { ...rest, ...part.value };
        break;
      default:
        unreachable(part);
    }
  }
  return {
    role: 'assistant',
    content: encodeContent(content, calls.length > 0 || refusal !== null),
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(thinking.length === 0 ? {} : { thinking_blocks: thinking }),
    ...(refusal === null ? {} : { refusal }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...named(message.name),
    ...rest,
  };
}

/** One unmarked text is a string; nothing at all is null beside calls and '' alone. */
function encodeContent(content: readonly JsonObject[], hasMore: boolean): Json {
  const [first] = content;
  if (first === undefined) return hasMore ? null : '';
  const isPlain = content.length === 1 && first['type'] === 'text' && first['cache_control'] === undefined;
  return isPlain ? (first['text'] ?? '') : [...content];
}

function thinkingBlock(part: { text: string; signature?: string; redacted?: string }): JsonObject[] {
  if (part.redacted !== undefined) return [{ type: 'redacted_thinking', data: part.redacted }];
  return part.signature === undefined
    ? []
    : [{ type: 'thinking', thinking: part.text, signature: part.signature }];
}

function encodeCall(part: ToolCallPart): JsonObject {
  const { id, name, argumentsText } = part;
  if (part.custom === true) return { id, type: 'custom', custom: { name, input: argumentsText } };
  return {
    id,
    type: 'function',
    function: { name, arguments: argumentsText.trim() === '' ? '{}' : argumentsText },
    ...marked(part.cache),
  };
}

function refused(problems: Untranslatable[], path: string, what: string): JsonObject[] {
  problems.push({ path, problem: what });
  return [];
}

function marked(cache: CacheMark | undefined): JsonObject {
  return cache === undefined ? {} : { cache_control: { ...cache } };
}

function named(name: string | undefined): JsonObject {
  return name === undefined ? {} : { name };
}
