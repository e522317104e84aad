import { type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantMessage,
  type Message,
  type TextPart,
  type ToolCallPart,
  type ToolMessage,
} from '../../chat/chat-request.js';
import { readCallArguments } from '../call-arguments.js';
import { type Problems } from '../problems.js';
import { type Content, encodeContent } from './content.js';

/**
 * Hub turns → `messages`. Instructions are joined into one system message at the start, the only place where every chat
 * template knows one (B08); a request of instructions alone is the user's turn. Images of a tool result follow in a user
 * message after the whole group of results, for templates show images of users only (B04).
 */
export function encodeMessages(turns: readonly Message[], problems: Problems): JsonObject[] {
  const names = new Map<string, string>();
  const instructions: string[] = [];
  const messages: JsonObject[] = [];
  let moved: Content[] = [];
  const flush = () => {
    if (moved.length > 0) messages.push(toMessage('user', joined(moved)));
    moved = [];
  };
  turns.forEach((turn, index) => {
    const path = `messages[${index}]`;
    if (turn.role !== 'tool') flush();
    switch (turn.role) {
      case 'system':
      case 'developer':
        instructions.push(...textsOf(turn.parts));
        break;
      case 'user':
        messages.push(toMessage('user', encodeContent(turn.parts, path, problems)));
        break;
      case 'assistant':
        for (const part of turn.parts) if (part.type === 'tool-call') names.set(part.id, part.name);
        messages.push(encodeAssistant(turn, path, problems));
        break;
      case 'tool': {
        const { result, media } = encodeResult(turn, names, path, problems);
        messages.push(result);
        moved.push(...media);
        break;
      }
      default:
        unreachable(turn);
    }
  });
  flush();
  if (instructions.length === 0) return messages;
  const content = instructions.join('\n\n');
  return messages.length === 0 ? [{ role: 'user', content }] : [{ role: 'system', content }, ...messages];
}

function textsOf(parts: readonly TextPart[]): string[] {
  return parts.map(({ text }) => text).filter((text) => text.trim() !== '');
}

function toMessage(role: 'user' | 'assistant', { text, images }: Content): JsonObject {
  return { role, content: text, ...(images.length === 0 ? {} : { images: [...images] }) };
}

function joined(contents: readonly Content[]): Content {
  return {
    text: contents.map(({ text }) => text).join('\n'),
    images: contents.flatMap(({ images }) => images),
  };
}

function encodeAssistant(turn: AssistantMessage, path: string, problems: Problems): JsonObject {
  const calls: JsonObject[] = [];
  let [text, thinking] = ['', ''];
  for (const part of turn.parts) {
    switch (part.type) {
      case 'text':
      case 'refusal':
        text += part.text;
        break;
      case 'reasoning':
        thinking += part.text;
        break;
      case 'tool-call':
        calls.push(encodeCall(part, path, problems));
        break;
      case 'image':
        problems.untranslatable(path, 'an image in an assistant turn');
        break;
      case 'opaque':
        // Blocks of another provider's server tools are that provider's memory, not part of the question.
        break;
      default:
        unreachable(part);
    }
  }
  return {
    role: 'assistant',
    content: text,
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** Ollama takes arguments as an object (B02c). */
function encodeCall({ id, name, argumentsText }: ToolCallPart, path: string, problems: Problems): JsonObject {
  const args = readCallArguments(argumentsText);
  if (args === null)
    problems.refuse(path, `the arguments of tool call "${id}" are not the JSON text of an object`);
  return { id, function: { name, arguments: args ?? {} } };
}

/** Results go back by the tool's name; newer servers read the call's id, too. */
function encodeResult(
  turn: ToolMessage,
  names: ReadonlyMap<string, string>,
  path: string,
  problems: Problems,
): { result: JsonObject; media: Content[] } {
  const { text, images } = encodeContent(turn.parts, path, problems);
  const name = names.get(turn.callId);
  const content = text === '' && images.length > 0 ? 'See the attachment below.' : text;
  const label = `Attachment of the result of tool call ${turn.callId}:`;
  return {
    result: {
      role: 'tool',
      content,
      ...(name === undefined ? {} : { tool_name: name }),
      tool_call_id: turn.callId,
    },
    media: images.length === 0 ? [] : [{ text: label, images }],
  };
}
