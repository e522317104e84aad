import { isJsonObject, type JsonObject, unreachable } from '@tollgate/core';
import {
  type AssistantMessage,
  type AssistantPart,
  type Message,
  type TextPart,
  type ToolCallPart,
  type ToolMessage,
} from '../../chat/chat-request.js';
import { readCallArguments } from '../call-arguments.js';
import { type Problems } from '../problems.js';
import { cachePoint } from './cache-points.js';
import { ContentEncoder } from './content.js';
import { type BedrockTraits } from './model-traits.js';

export interface Turn {
  role: 'user' | 'assistant';
  content: JsonObject[];
}

export interface Conversation {
  /** Every instruction of the request, in order; Converse has one place for them. */
  system: JsonObject[];
  turns: Turn[];
}

/** Stands for a user turn that must be there and has nothing to say. */
const NOTHING_SAID = '(no message)';

/** Stands for the result of a tool that gave none: a result needs a block, and no blank one. */
const NO_RESULT = '(no result)';

/** A document must not stand alone in its turn. */
const BESIDE_DOCUMENTS = 'See the attached document.';

/**
 * Hub turns → `system` and `messages`. Bedrock demands that user and assistant alternate and that the user begins:
 * neighbours of one role are joined, results of parallel calls stand in one user turn in the order of their calls and
 * before what the user said, and a missing first turn is put in. Blank text is left out (B07). A request that holds
 * nothing but instructions is sent as a user turn (B08c).
 */
export function encodeConversation(
  messages: readonly Message[],
  traits: BedrockTraits,
  problems: Problems,
): Conversation {
  const encoder = new TurnEncoder(traits, problems, messages);
  messages.forEach((message, index) => encoder.add(message, index));
  return encoder.finish();
}

class TurnEncoder {
  readonly #system: JsonObject[] = [];
  readonly #turns: Turn[] = [];
  readonly #content: ContentEncoder;
  /** Ids of the calls that wait for results, in order. */
  #order: string[] = [];

  constructor(
    private readonly traits: BedrockTraits,
    private readonly problems: Problems,
    private readonly messages: readonly Message[],
  ) {
    this.#content = new ContentEncoder(traits, problems);
  }

  add(message: Message, index: number): void {
    const path = `messages[${index}]`;
    switch (message.role) {
      case 'system':
      case 'developer':
        this.#system.push(...message.parts.flatMap((part) => this.#text(part)));
        return;
      case 'tool':
        this.#addResult(message, path);
        return;
      case 'assistant':
        this.#order = message.parts.flatMap((part) => (part.type === 'tool-call' ? [cleanId(part.id)] : []));
        this.#append('assistant', this.#assistant(message, path));
        return;
      case 'user': {
        const blocks = message.parts.flatMap((part, at) =>
          this.#content.encode(part, `${path}.content[${at}]`),
        );
        this.#append('user', blocks.length > 0 ? withText(blocks) : this.#blankUser(index));
        return;
      }
      default:
        unreachable(message);
    }
  }

  finish(): Conversation {
    const turns = this.#turns;
    if (turns.length === 0) {
      if (this.#system.length === 0) this.problems.refuse('messages[0]', 'must not be blank');
      return { system: [], turns: [{ role: 'user', content: this.#system }] };
    }
    if (turns[0]?.role === 'assistant') turns.unshift({ role: 'user', content: [{ text: NOTHING_SAID }] });
    return { system: this.#system, turns };
  }

  #text({ text, cache }: TextPart): JsonObject[] {
    return text.trim() === '' ? [] : [{ text }, ...cachePoint(cache, this.traits)];
  }

  #append(role: Turn['role'], content: JsonObject[]): void {
    if (content.length === 0) return;
    const last = this.#turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else this.#turns.push({ role, content });
  }

  #blankUser(index: number): JsonObject[] {
    const isLast = this.messages
      .slice(index + 1)
      .every(({ role }) => role === 'system' || role === 'developer');
    if (isLast) this.problems.refuse(`messages[${index}]`, 'must not be blank');
    const isBetween =
      this.messages[index - 1]?.role === 'assistant' && this.messages[index + 1]?.role === 'assistant';
    return isBetween ? [{ text: NOTHING_SAID }] : [];
  }

  /** Media go inside the result where the model takes them there, else beside it in the same turn (B04). */
  #addResult(message: ToolMessage, path: string): void {
    const blocks = message.parts.flatMap((part, at) => this.#content.encode(part, `${path}.content[${at}]`));
    const isInside = (block: JsonObject) => this.traits.richToolResults || block['text'] !== undefined;
    const points = blocks.filter(isPoint);
    const inside = blocks.filter((block) => !isPoint(block) && isInside(block));
    const beside = blocks.filter((block) => !isPoint(block) && !isInside(block));
    const toolResult = {
      toolUseId: cleanId(message.callId),
      content: inside.length > 0 ? inside : [{ text: NO_RESULT }],
      ...(message.isError === true && this.traits.richToolResults ? { status: 'error' } : {}),
    };
    const mark = points.at(-1) ?? cachePoint(message.cache, this.traits)[0];
    this.#insertResult([{ toolResult }, ...(mark === undefined ? [] : [mark])], beside);
  }

  /** Results in the order of their calls, then everything else of the turn. */
  #insertResult(result: JsonObject[], beside: JsonObject[]): void {
    const last = this.#turns.at(-1);
    const turn: Turn = last?.role === 'user' ? last : { role: 'user', content: [] };
    if (turn !== last) this.#turns.push(turn);
    const place = (block: JsonObject | undefined) => {
      const answered = block?.['toolResult'];
      const at = isJsonObject(answered) ? this.#order.findIndex((id) => id === answered['toolUseId']) : -1;
      return at < 0 ? this.#order.length : at;
    };
    const own = place(result[0]);
    let at = 0;
    while (at < turn.content.length && isResultOrPoint(turn.content, at, (block) => place(block) <= own))
      at += 1;
    turn.content.splice(at, 0, ...result);
    turn.content.push(...beside);
  }

  #assistant(message: AssistantMessage, path: string): JsonObject[] {
    return message.parts.flatMap((part) => this.#assistantPart(part, path));
  }

  #assistantPart(part: AssistantPart, path: string): JsonObject[] {
    switch (part.type) {
      case 'text':
        return this.#text(part);
      case 'refusal':
        return part.text.trim() === '' ? [] : [{ text: part.text }];
      case 'reasoning':
        return this.#reasoning(part);
      case 'tool-call':
        return [this.#call(part, path), ...cachePoint(part.cache, this.traits)];
      case 'opaque':
        if (part.wire === 'bedrock-converse') return [part.value];
        this.problems.untranslatable(path, `a block of ${part.wire}`);
        return [];
      case 'image':
        this.problems.untranslatable(path, 'an image in an assistant turn');
        return [];
      default:
        return unreachable(part);
    }
  }

  /** Reasoning that Claude did not sign was another model's: it is refused, and no model needs it. */
  #reasoning({ text, signature, redacted }: Extract<AssistantPart, { type: 'reasoning' }>): JsonObject[] {
    if (this.traits.claude === null) return [];
    if (redacted !== undefined) return [{ reasoningContent: { redactedContent: redacted } }];
    return signature === undefined ? [] : [{ reasoningContent: { reasoningText: { text, signature } } }];
  }

  #call(part: ToolCallPart, path: string): JsonObject {
    const input =
      part.custom === true ? { input: part.argumentsText } : readCallArguments(part.argumentsText);
    if (input === null)
      this.problems.refuse(
        path,
        `the arguments of tool call "${part.id}" are not the JSON text of an object`,
      );
    return { toolUse: { toolUseId: cleanId(part.id), name: part.name, input: input ?? {} } };
  }
}

/** "The message must include a text block beside documents." */
function withText(blocks: JsonObject[]): JsonObject[] {
  const needsText =
    blocks.some((block) => block['document'] !== undefined) &&
    !blocks.some((block) => block['text'] !== undefined);
  return needsText ? [{ text: BESIDE_DOCUMENTS }, ...blocks] : blocks;
}

function isPoint(block: JsonObject | undefined): boolean {
  return block?.['cachePoint'] !== undefined;
}

/** A result that goes before, or the cache point behind one. */
function isResultOrPoint(
  content: readonly JsonObject[],
  at: number,
  goesBefore: (block: JsonObject | undefined) => boolean,
): boolean {
  const block = content[at];
  if (block?.['toolResult'] !== undefined) return goesBefore(block);
  return isPoint(block) && content[at - 1]?.['toolResult'] !== undefined;
}

/** Bedrock takes ids of 1 to 64 of `[A-Za-z0-9_-]`; a call and its results are cleaned alike, so they still meet. */
function cleanId(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '_').slice(-64) || '_';
}
