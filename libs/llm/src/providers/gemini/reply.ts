import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { PartialArguments } from './partial-arguments.js';
import { toUsage } from './usage.js';

/**
 * GenerateContentResponses of one reply → events. A whole reply is one response, a stream is several; both go through
 * here. Parts arrive complete, except for calls whose arguments Vertex streams.
 */
export class GeminiReply {
  #started = false;
  readonly #candidates = new Map<number, Candidate>();
  #sawFinish = false;

  /** True once a candidate said how it finished: the reply is complete. */
  get finished(): boolean {
    return this.#sawFinish;
  }

  read(response: JsonObject): ChatEvent[] {
    const events: ChatEvent[] = [];
    this.#start(response, events);
    const feedback = response['promptFeedback'];
    if (isJsonObject(feedback) && typeof feedback['blockReason'] === 'string') this.#block(events);
    for (const candidate of objects(response['candidates'])) this.#candidate(candidate, events);
    const usage = toUsage(response['usageMetadata']);
    if (usage) events.push({ type: 'usage', usage });
    return events;
  }

  /** Finish reasons are told once, at the end: a call may still follow a candidate's `STOP`. */
  close(): ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const [choice, candidate] of this.#candidates) {
      this.#closeCall(choice, candidate, events);
      if (candidate.reason !== null) {
        events.push({ type: 'finish', choice, reason: finishReason(candidate.reason, candidate.calls > 0) });
      }
    }
    return events;
  }

  #start(response: JsonObject, events: ChatEvent[]): void {
    if (this.#started) return;
    this.#started = true;
    const id = textOf(response['responseId']);
    events.push({ type: 'message-start', id, model: textOf(response['modelVersion']), created: null });
  }

  /** The prompt itself was refused: there is no candidate, only the reason. */
  #block(events: ChatEvent[]): void {
    this.#sawFinish = true;
    events.push({ type: 'finish', choice: 0, reason: 'content_filter' });
  }

  #candidate(candidate: JsonObject, events: ChatEvent[]): void {
    const choice = typeof candidate['index'] === 'number' ? candidate['index'] : 0;
    const state = this.#candidates.get(choice) ?? { calls: 0, open: null, reason: null };
    this.#candidates.set(choice, state);
    const content = candidate['content'];
    for (const part of objects(isJsonObject(content) ? content['parts'] : undefined)) {
      this.#part(part, choice, state, events);
    }
    const metadata = candidate['groundingMetadata'] ?? candidate['citationMetadata'];
    if (isJsonObject(metadata)) events.push({ type: 'citation', choice, citation: metadata });
    const logprobs = candidate['logprobsResult'];
    if (isJsonObject(logprobs)) events.push({ type: 'logprobs', choice, logprobs: toLogprobs(logprobs) });
    if (typeof candidate['finishReason'] === 'string') {
      state.reason = candidate['finishReason'];
      this.#sawFinish = true;
    }
  }

  #part(part: JsonObject, choice: number, state: Candidate, events: ChatEvent[]): void {
    const signature = textOf(part['thoughtSignature']);
    const call = part['functionCall'];
    if (isJsonObject(call)) {
      this.#call(call, signature, choice, state, events);
      return;
    }
    this.#closeCall(choice, state, events);
    const text = textOf(part['text']);
    if (text !== null && text !== '') {
      events.push({ type: part['thought'] === true ? 'reasoning-delta' : 'text-delta', choice, text });
    }
    const image = part['inlineData'];
    if (isJsonObject(image)) {
      const data = textOf(image['data']);
      if (data !== null)
        events.push({ type: 'image', choice, mediaType: textOf(image['mimeType']) ?? '', data });
    }
    if (signature !== null) events.push({ type: 'reasoning-end', choice, signature, redacted: null });
  }

  #call(
    call: JsonObject,
    signature: string | null,
    choice: number,
    state: Candidate,
    events: ChatEvent[],
  ): void {
    const name = textOf(call['name']);
    if (name !== null) {
      this.#closeCall(choice, state, events);
      const place = state.calls;
      state.calls += 1;
      events.push({ type: 'tool-call-start', choice, call: place, id: textOf(call['id']), name, signature });
      state.open = { call: place, args: isJsonObject(call['args']) ? call['args'] : null, partial: null };
    }
    if (!state.open) return;
    if (call['partialArgs'] !== undefined) {
      state.open.partial ??= new PartialArguments();
      state.open.partial.add(call['partialArgs']);
    }
    if (call['willContinue'] !== true) this.#closeCall(choice, state, events);
  }

  #closeCall(choice: number, state: Candidate, events: ChatEvent[]): void {
    if (!state.open) return;
    const { call, args, partial } = state.open;
    state.open = null;
    const argumentsText = partial ? partial.toText() : JSON.stringify(args ?? {});
    events.push({ type: 'tool-call-delta', choice, call, argumentsText });
  }
}

interface Candidate {
  calls: number;
  open: { call: number; args: JsonObject | null; partial: PartialArguments | null } | null;
  reason: string | null;
}

/** Gemini says STOP also after a call; MAX_TOKENS within a call stays `length`, since its arguments are cut. */
export function finishReason(reason: string, calledTool: boolean): FinishReason {
  switch (reason) {
    case 'MAX_TOKENS':
      return 'length';
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'LANGUAGE':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
      return 'content_filter';
    default:
      return calledTool ? 'tool_calls' : 'stop';
  }
}

/** `logprobsResult` → OpenAI's `logprobs.content`. */
function toLogprobs(result: JsonObject): JsonObject {
  const top = objects(result['topCandidates']);
  const content = objects(result['chosenCandidates']).map((chosen, index) => ({
    ...tokenOf(chosen),
    top_logprobs: objects(top[index]?.['candidates']).map(tokenOf),
  }));
  return { content };
}

function tokenOf(candidate: JsonObject): { token: string; logprob: number; bytes: null } {
  const logprob = candidate['logProbability'];
  return {
    token: textOf(candidate['token']) ?? '',
    logprob: typeof logprob === 'number' ? logprob : 0,
    bytes: null,
  };
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
