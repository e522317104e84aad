import { type Json, type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantMessage,
  type ImagePart,
  type Message,
  type TextPart,
  type ToolMessage,
  type UserPart,
} from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';
import { encodeDocument } from './documents.js';

export interface Conversation {
  messages: JsonObject[];
  /** Documents of text that users sent: Cohere has one place for them, and cites from it. */
  documents: JsonObject[];
}

/**
 * Hub turns → `messages` and `documents`. Instructions stay where they stood, as `system`. Media of a tool result follow
 * in a user message after the whole group of results, for a tool message holds only text and documents (B04). Blank turns
 * are left out, for Cohere refuses them; a request of instructions alone is sent as the user's turn (B08c).
 * @param thinking the model takes earlier thoughts back.
 */
export function encodeMessages(
  turns: readonly Message[],
  thinking: boolean,
  problems: Problems,
): Conversation {
  const said: Conversation = { messages: [], documents: [] };
  let moved: JsonObject[] = [];
  const flush = () => {
    if (moved.length > 0) said.messages.push({ role: 'user', content: moved });
    moved = [];
  };
  turns.forEach((turn, index) => {
    const path = `messages[${index}]`;
    if (turn.role === 'tool') {
      const { result, media } = encodeResult(turn, path, said.documents, problems);
      said.messages.push(result);
      moved.push(...media);
      return;
    }
    flush();
    said.messages.push(...encodeTurn(turn, path, said.documents, thinking, problems));
  });
  flush();
  // Cohere answers a user or the result of a tool, and continues no turn of the assistant (B08b).
  if (said.messages.at(-1)?.['role'] === 'assistant') {
    const last = `messages[${turns.length - 1}]`;
    problems.refuse(
      last,
      'Cohere cannot continue an assistant turn: the last message must be a user message',
    );
  }
  if (said.messages.some(({ role }) => role !== 'system')) return said;
  if (said.messages.length === 0) problems.refuse('messages[0]', 'must not be blank');
  return { ...said, messages: said.messages.map((message) => ({ ...message, role: 'user' })) };
}

function encodeTurn(
  turn: Exclude<Message, ToolMessage>,
  path: string,
  documents: JsonObject[],
  thinking: boolean,
  problems: Problems,
): JsonObject[] {
  switch (turn.role) {
    case 'system':
    case 'developer': {
      const text = joined(turn.parts);
      return text === '' ? [] : [{ role: 'system', content: text }];
    }
    case 'user': {
      const content = encodeUser(turn.parts, path, documents, problems);
      return content.length === 0 ? [] : [{ role: 'user', content: plain(content) }];
    }
    case 'assistant':
      return encodeAssistant(turn, path, thinking, problems);
    default:
      return unreachable(turn);
  }
}

function joined(parts: readonly TextPart[]): string {
  return parts
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** Text alone is a string, as the clients of this API write it. */
function plain(content: readonly JsonObject[]): Json {
  const [first, second] = content;
  return second === undefined && first?.['type'] === 'text' ? (first['text'] ?? '') : [...content];
}

function encodeUser(
  parts: readonly UserPart[],
  path: string,
  documents: JsonObject[],
  problems: Problems,
): JsonObject[] {
  return parts.flatMap((part, index): JsonObject[] => {
    const place = `${path}.content[${index}]`;
    switch (part.type) {
      case 'text':
        return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
      case 'image':
        return encodeImage(part, place, problems);
      case 'document':
        documents.push(...encodeDocument(part, place, problems));
        return [];
      case 'audio':
      case 'video':
        problems.untranslatable(place, part.type);
        return [];
      case 'opaque':
        if (part.wire === 'cohere-v2') return [part.value];
        problems.untranslatable(place, `a block of ${part.wire}`);
        return [];
      default:
        return unreachable(part);
    }
  });
}

function encodeImage({ source, detail }: ImagePart, path: string, problems: Problems): JsonObject[] {
  if (source.kind === 'file') {
    problems.untranslatable(path, 'file ids; send the bytes as a data: URL');
    return [];
  }
  const url = source.kind === 'url' ? source.url : `data:${source.mediaType};base64,${source.data}`;
  return [{ type: 'image_url', image_url: { url, ...(detail === undefined ? {} : { detail }) } }];
}

/** What a model says beside its calls is its plan; thoughts and other text are content. */
function encodeAssistant(
  turn: AssistantMessage,
  path: string,
  thinking: boolean,
  problems: Problems,
): JsonObject[] {
  const content: JsonObject[] = [];
  const calls: JsonObject[] = [];
  for (const part of turn.parts) {
    switch (part.type) {
      case 'text':
      case 'refusal':
        if (part.text.trim() !== '') content.push({ type: 'text', text: part.text });
        break;
      case 'reasoning':
        if (thinking && part.text !== '') content.push({ type: 'thinking', thinking: part.text });
        break;
      case 'tool-call': {
        const args = part.argumentsText.trim() === '' ? '{}' : part.argumentsText;
        calls.push({ id: part.id, type: 'function', function: { name: part.name, arguments: args } });
        break;
      }
      case 'image':
        problems.untranslatable(path, 'an image in an assistant turn');
        break;
      case 'opaque':
        if (part.wire === 'cohere-v2') content.push(part.value);
        break;
      default:
        unreachable(part);
    }
  }
  return calls.length === 0 ? answer(content) : [calling(content, calls)];
}

function answer(content: readonly JsonObject[]): JsonObject[] {
  return content.some(({ type }) => type !== 'thinking')
    ? [{ role: 'assistant', content: plain(content) }]
    : [];
}

function calling(content: readonly JsonObject[], calls: JsonObject[]): JsonObject {
  const plan = content.flatMap(({ type, text }) =>
    type === 'text' && typeof text === 'string' ? [text] : [],
  );
  const rest = content.filter(({ type }) => type !== 'text');
  return {
    role: 'assistant',
    ...(plan.length === 0 ? {} : { tool_plan: plan.join('') }),
    tool_calls: calls,
    ...(rest.length === 0 ? {} : { content: rest }),
  };
}

function encodeResult(
  turn: ToolMessage,
  path: string,
  documents: JsonObject[],
  problems: Problems,
): { result: JsonObject; media: JsonObject[] } {
  const content = encodeUser(turn.parts, path, documents, problems);
  const texts = content.flatMap(({ type, text }) =>
    type === 'text' && typeof text === 'string' ? [text] : [],
  );
  const media = content.filter(({ type }) => type !== 'text');
  const text = texts.length === 0 && media.length > 0 ? 'See the attachment below.' : texts.join('\n');
  const label = { type: 'text', text: `Attachment of the result of tool call ${turn.callId}:` };
  return {
    result: { role: 'tool', tool_call_id: turn.callId, content: text },
    media: media.length === 0 ? [] : [label, ...media],
  };
}
