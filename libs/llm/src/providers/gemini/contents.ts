import { isJsonObject, type Json, type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantPart,
  type DocumentPart,
  type MediaSource,
  type Message,
  type OpaquePart,
  type ToolCallPart,
  type ToolMessage,
  type UserPart,
} from '../../chat/chat-request.js';
import { type Problems } from '../problems.js';

/** Stands for a signature that was never made, for calls other providers made. Source: Gemini docs, "Thought signatures". */
export const NO_SIGNATURE = 'skip_thought_signature_validator';

interface Content {
  role: 'user' | 'model';
  parts: JsonObject[];
}

/** `systemInstruction` and `contents` of a GenerateContentRequest. Source: Gemini API reference, "Content". */
export interface Contents {
  /** Every instruction of the request, in order; Gemini has one place for them. */
  instructions: JsonObject[];
  contents: Content[];
}

/**
 * Hub turns → contents. Neighbours of one role are joined, so results of parallel calls stand in one user content, in
 * the order of their calls and before what the user said. A request of instructions alone is sent as the user's turn.
 */
export function encodeContents(messages: readonly Message[], problems: Problems): Contents {
  const instructions: JsonObject[] = [];
  const contents: Content[] = [];
  const calls = callsOf(messages);
  for (const { message, index } of inCallOrder(messages, calls)) {
    const path = `messages[${index}]`;
    switch (message.role) {
      case 'system':
      case 'developer':
        instructions.push(...textParts(message.parts.map((part) => part.text)));
        break;
      case 'assistant':
        append(contents, 'model', encodeModel(message.parts, path, problems));
        break;
      case 'tool':
        append(contents, 'user', encodeResult(message, calls, path, problems));
        break;
      case 'user':
        append(contents, 'user', encodeUser(message.parts, path, problems));
        break;
      default:
        unreachable(message);
    }
  }
  for (const content of contents) resultsFirst(content.parts);
  if (contents.length > 0) return { instructions, contents };
  if (instructions.length === 0) problems.refuse('messages[0]', 'must not be blank');
  return { instructions: [], contents: [{ role: 'user', parts: instructions }] };
}

function append(contents: Content[], role: Content['role'], parts: JsonObject[]): void {
  if (parts.length === 0) return;
  const last = contents.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else contents.push({ role, parts });
}

function textParts(texts: readonly string[]): JsonObject[] {
  return texts.filter((text) => text.trim() !== '').map((text) => ({ text }));
}

type Calls = ReadonlyMap<string, { readonly name: string; readonly place: number }>;

/** Every tool call of the history by id, with its place among all of them: results go back by name, in this order. */
function callsOf(messages: readonly Message[]): Calls {
  const calls = messages.flatMap((message) =>
    message.role === 'assistant' ? message.parts.filter((part) => part.type === 'tool-call') : [],
  );
  return new Map(calls.map((call, place) => [call.id, { name: call.name, place }]));
}

/** Messages with their places in the request; neighbouring tool results are put in the order of the calls they answer. */
function inCallOrder(messages: readonly Message[], calls: Calls): { message: Message; index: number }[] {
  const placed = messages.map((message, index) => ({ message, index, run: index }));
  for (const [index, entry] of placed.entries()) {
    const before = placed[index - 1];
    if (entry.message.role === 'tool' && before?.message.role === 'tool') entry.run = before.run;
  }
  const rank = (message: Message) => (message.role === 'tool' ? (calls.get(message.callId)?.place ?? 0) : 0);
  return placed.sort((a, b) => a.run - b.run || rank(a.message) - rank(b.message));
}

/** Results of tools stand before every other part of their content. */
function resultsFirst(parts: JsonObject[]): void {
  const isResult = (part: JsonObject) => part['functionResponse'] !== undefined;
  parts.splice(0, parts.length, ...parts.filter(isResult), ...parts.filter((part) => !isResult(part)));
}

function encodeUser(parts: readonly UserPart[], path: string, problems: Problems): JsonObject[] {
  return parts.flatMap((part, index) => {
    const place = `${path}.content[${index}]`;
    switch (part.type) {
      case 'text':
        return part.text === '' ? [] : [{ text: part.text }];
      case 'opaque':
        return encodeOpaque(part, place, problems);
      case 'document':
        return encodeDocument(part, place, problems);
      case 'image':
      case 'audio':
      case 'video':
        return encodeMedia(part.source, place, problems);
      default:
        return unreachable(part);
    }
  });
}

function encodeModel(parts: readonly AssistantPart[], path: string, problems: Problems): JsonObject[] {
  let firstCall = true;
  return parts.flatMap((part) => {
    switch (part.type) {
      case 'text':
      case 'refusal':
        return part.text === '' ? [] : [{ text: part.text }];
      case 'reasoning':
        // Only a signed thought is worth replaying: Gemini ignores the text and reads the signature.
        return part.signature === undefined ? [] : [signedThought(part.text, part.signature)];
      case 'tool-call': {
        const call = encodeCall(part, firstCall);
        firstCall = false;
        return [call];
      }
      case 'image':
        return encodeMedia(part.source, path, problems);
      case 'opaque':
        // Blocks of another provider's server tools are that provider's memory, not part of the question.
        return part.wire === 'gemini' ? [part.value] : [];
      default:
        return unreachable(part);
    }
  });
}

function signedThought(text: string, thoughtSignature: string): JsonObject {
  return text === '' ? { text, thoughtSignature } : { text, thought: true, thoughtSignature };
}

/** The first call of a turn must be signed; calls that another provider made take the documented stand-in. */
function encodeCall(part: ToolCallPart, isFirst: boolean): JsonObject {
  const signature = part.signature ?? (isFirst ? NO_SIGNATURE : null);
  return {
    functionCall: { name: part.name, args: objectOf(part.argumentsText) ?? {} },
    ...(signature === null ? {} : { thoughtSignature: signature }),
  };
}

/** Media of a result stand beside it: a `functionResponse` holds JSON only. */
function encodeResult(message: ToolMessage, calls: Calls, path: string, problems: Problems): JsonObject[] {
  const text = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const response = message.isError === true ? { error: text } : (objectOf(text) ?? { result: text });
  const name = calls.get(message.callId)?.name ?? message.callId;
  const media = encodeUser(
    message.parts.map((part) => (part.type === 'text' ? { ...part, text: '' } : part)),
    path,
    problems,
  );
  return [{ functionResponse: { name, response } }, ...media];
}

/** JSON text of an object as that object; null for anything else. */
function objectOf(text: string): JsonObject | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function encodeOpaque(part: OpaquePart, path: string, problems: Problems): JsonObject[] {
  if (part.wire === 'gemini') return [part.value];
  problems.untranslatable(path, `a content part of ${part.wire}`);
  return [];
}

function encodeDocument(part: DocumentPart, path: string, problems: Problems): JsonObject[] {
  return part.source.kind === 'text'
    ? [{ text: part.source.text }]
    : encodeMedia(part.source, path, problems);
}

function encodeMedia(source: MediaSource, path: string, problems: Problems): JsonObject[] {
  switch (source.kind) {
    case 'base64':
      return [{ inlineData: { mimeType: source.mediaType, data: source.data } }];
    case 'url': {
      const mimeType = source.mediaType === undefined ? {} : { mimeType: source.mediaType };
      return [{ fileData: { fileUri: source.url, ...mimeType } }];
    }
    case 'file':
      problems.untranslatable(path, 'file ids; send the bytes as a data: URL');
      return [];
    default:
      return unreachable(source);
  }
}
