import { type Failure, type Json, toOpenAiError, type Usage } from '@tollgate/core';
import { estimateTokens, type ForwardedEndpoint, type UpstreamFault } from '@tollgate/llm';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { isScanFault, scanObject } from '../scan/members.js';
import { CUT, LINE_TOO_LONG, NOT_A_CHUNK } from '../send/upstream-fault.js';
import { DONE_FRAME, LONGEST_LINE, memberText } from './sse-frames.js';
import { type StreamRelay } from './stream-relay.js';

/** Types of the events that end a picture or a transcript. Source: OpenAI API reference, "Image streaming", "Create transcription". */
const ENDS = new Set(['image_generation.completed', 'image_edit.completed', 'transcript.text.done']);

/**
 * Relays a stream of typed events (pictures, transcripts) as it came: the events name no model. It is whole when an event
 * that ends a picture or a transcript came; there may be several pictures, each with usage of its own.
 */
export class TypedEventStream implements StreamRelay {
  readonly encoding = 'latin1';
  readonly media = 'events';
  /** Models that cannot stream answer whole. */
  readonly mayBeWhole = true;
  readonly responseId = null;
  begun = false;
  complete = false;
  fault: UpstreamFault | null = null;
  usage: Usage | null = null;

  #carry = '';
  #ended = false;
  /** The upstream marked its end the way chats do, so the client gets the mark, too. */
  #marked = false;
  #seenTokens = 0;

  constructor(private readonly ability: ForwardedEndpoint) {}

  push(bytes: string): string {
    const lines = (this.#carry + bytes).split('\n');
    this.#carry = lines.pop() ?? '';
    if (this.#carry.length > LONGEST_LINE) this.fault = LINE_TOO_LONG;
    let out = '';
    for (const line of lines) {
      if (this.#marked || this.fault) break;
      out += this.#line(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
    return out;
  }

  close(): string {
    const rest = this.#carry;
    this.#carry = '';
    const out = rest === '' || this.#marked || this.fault ? '' : `${this.#line(rest)}\n`;
    if (this.#ended) this.complete = true;
    else this.fault ??= CUT;
    return out;
  }

  end(): string {
    return this.#marked ? DONE_FRAME : '';
  }

  fail(failure: Failure): string {
    return `event: error\ndata: ${asciiJson({ type: 'error', ...toOpenAiError(failure) })}\n\n`;
  }

  seenTokens(): number {
    return this.#seenTokens;
  }

  #line(line: string): string {
    if (!line.startsWith('data:')) return `${line}\n`;
    const payload = line.slice(5).trim();
    if (payload === '[DONE]') {
      this.#marked = true;
      return '';
    }
    const scanned = scanObject(payload);
    if (isScanFault(scanned)) this.fault = NOT_A_CHUNK;
    else if (memberText(payload, scanned, 'error', 'null') !== 'null')
      this.fault = this.ability.readError(502, {}, Buffer.from(payload, 'latin1').toString('utf8'));
    else {
      this.#look(
        readString(memberText(payload, scanned, 'type', '')) ?? '',
        memberText(payload, scanned, 'usage', 'null'),
        memberText(payload, scanned, 'delta', 'null'),
      );
      return `${line}\n`;
    }
    return '';
  }

  #look(type: string, usage: string, delta: string): void {
    this.begun = true;
    if (ENDS.has(type)) this.#ended = true;
    const said = readString(delta);
    if (said !== null) this.#seenTokens += estimateTokens(said);
    const used = usage === 'null' ? null : this.ability.readUsage(readJson(usage) as Json);
    if (used !== null) this.usage = this.usage === null ? used : sum(this.usage, used);
  }
}

/** Usage of pictures that were told one by one. */
function sum(one: Usage, other: Usage): Usage {
  return {
    ...one,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    inputImageTokens: one.inputImageTokens + other.inputImageTokens,
  };
}
