import { type Json, type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantMessage,
  type AssistantPart,
  type Message,
  type TextPart,
  type ToolCallPart,
  type ToolMessage,
} from '../../chat/chat-request.js';
import { encodePart, marked } from './content.js';
import { readCallArguments } from '../call-arguments.js';
import { type Problems } from '../problems.js';

export interface Turn {
  role: 'user' | 'assistant';
  content: JsonObject[];
}

export interface Conversation {
  /** Every instruction of the request, in order; Anthropic has one place for them. */
  system: JsonObject[];
  turns: Turn[];
}

/** Stands for a user turn that must be there and has nothing to say: the first, or one between two of the assistant. */
const NOTHING_SAID = '(no message)';

/**
 * Hub turns → `system` and `messages`. Neighbours of one role are joined, so the results of parallel tool calls stand in
 * one user turn, in the order of their calls and before what the user said. Blank text is left out (B07). A request that
 * holds nothing but instructions is sent as a user turn (B08c).
 */
export function encodeConversation(messages: readonly Message[], problems: Problems): Conversation {
  const system: JsonObject[] = [];
  const turns: Turn[] = [];
  let order: string[] = [];
  messages.forEach((message, index) => {
    const path = `messages[${index}]`;
    switch (message.role) {
      case 'system':
      case 'developer':
        system.push(...encodeSystem(message.parts));
        return;
      case 'tool':
        addResult(turns, encodeResult(message, path, problems), order);
        return;
      case 'assistant':
        order = message.parts.flatMap((part) => (part.type === 'tool-call' ? [cleanId(part.id)] : []));
        addTurn(turns, 'assistant', encodeAssistant(message, path, problems));
        return;
      case 'user': {
        const blocks = message.parts.flatMap((part, at) =>
          encodePart(part, `${path}.content[${at}]`, problems),
        );
        addTurn(turns, 'user', blocks.length > 0 ? blocks : blankUser(messages, index, problems));
        return;
      }
      default:
        unreachable(message);
    }
  });
  if (turns[0]?.role === 'assistant')
    turns.unshift({ role: 'user', content: [{ type: 'text', text: NOTHING_SAID }] });
  if (turns.length > 0) return { system, turns };
  if (system.length === 0) problems.refuse('messages[0]', 'must not be blank');
  return { system: [], turns: [{ role: 'user', content: system }] };
}

function encodeSystem(parts: readonly TextPart[]): JsonObject[] {
  return parts.flatMap(({ text, cache }) =>
    text.trim() === '' ? [] : [{ type: 'text', text, ...marked(cache) }],
  );
}

function blankUser(messages: readonly Message[], index: number, problems: Problems): JsonObject[] {
  const isLast = messages.slice(index + 1).every(({ role }) => role === 'system' || role === 'developer');
  if (isLast) problems.refuse(`messages[${index}]`, 'must not be blank');
  const isBetween = messages[index - 1]?.role === 'assistant' && messages[index + 1]?.role === 'assistant';
  return isBetween ? [{ type: 'text', text: NOTHING_SAID }] : [];
}

function addTurn(turns: Turn[], role: Turn['role'], content: JsonObject[]): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}

function addResult(turns: Turn[], result: JsonObject, order: readonly string[]): void {
  addTurn(turns, 'user', [result]);
  const turn = turns.at(-1);
  if (turn === undefined) return;
  const place = (block: JsonObject) => {
    const at = order.findIndex((id) => id === block['tool_use_id']);
    return at < 0 ? order.length : at;
  };
  turn.content.sort((a, b) => place(a) - place(b));
}

function encodeResult(message: ToolMessage, path: string, problems: Problems): JsonObject {
  const blocks = message.parts.flatMap((part, index) =>
    encodePart(part, `${path}.content[${index}]`, problems),
  );
  return {
    type: 'tool_result',
    tool_use_id: cleanId(message.callId),
    ...(blocks.length === 0 ? {} : { content: plain(blocks) }),
    ...(message.isError === true ? { is_error: true } : {}),
    ...marked(message.cache),
  };
}

/** One unmarked text is a string, as the clients of this API write it. */
function plain(blocks: JsonObject[]): Json {
  const [first, second] = blocks;
  if (second !== undefined || first?.['type'] !== 'text' || first['cache_control'] !== undefined)
    return blocks;
  return first['text'] ?? '';
}

function encodeAssistant(message: AssistantMessage, path: string, problems: Problems): JsonObject[] {
  return message.parts.flatMap((part) => encodeAssistantPart(part, path, problems));
}

function encodeAssistantPart(part: AssistantPart, path: string, problems: Problems): JsonObject[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      if (part.text.trim() === '') return [];
      return [{ type: 'text', text: part.text, ...(part.type === 'text' ? marked(part.cache) : {}) }];
    case 'reasoning':
      if (part.redacted !== undefined) return [{ type: 'redacted_thinking', data: part.redacted }];
      // Reasoning that Anthropic did not sign was another provider's: it is refused, and no model needs it.
      return part.signature === undefined
        ? []
        : [{ type: 'thinking', thinking: part.text, signature: part.signature }];
    case 'tool-call':
      return [encodeCall(part, path, problems)];
    case 'opaque':
      if (part.wire === 'anthropic-messages') return [part.value];
      problems.untranslatable(path, `a block of ${part.wire}`);
      return [];
    case 'image':
      problems.untranslatable(path, 'an image in an assistant turn');
      return [];
    default:
      return unreachable(part);
  }
}

function encodeCall(part: ToolCallPart, path: string, problems: Problems): JsonObject {
  const input = part.custom === true ? { input: part.argumentsText } : readCallArguments(part.argumentsText);
  if (input === null)
    problems.refuse(path, `the arguments of tool call "${part.id}" are not the JSON text of an object`);
  return {
    type: 'tool_use',
    id: cleanId(part.id),
    name: part.name,
    input: input ?? {},
    ...marked(part.cache),
  };
}

/** Anthropic takes ids of `[A-Za-z0-9_-]`; a call and its results are cleaned alike, so they still meet. */
function cleanId(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '_') || '_';
}
