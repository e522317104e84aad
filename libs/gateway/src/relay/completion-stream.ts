import { type Failure, isJsonObject, type Json, toOpenAiError, type Usage } from '@tollgate/core';
import { estimateTokens, type ForwardedEndpoint, type UpstreamFault } from '@tollgate/llm';
import { editBody } from '../scan/edit-body.js';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { isScanFault, scanObject, type ScannedObject } from '../scan/members.js';
import { CUT, LINE_TOO_LONG, NOT_A_CHUNK } from '../send/upstream-fault.js';
import { DONE_FRAME, LONGEST_LINE, memberText } from './sse-frames.js';
import { type StreamRelay } from './stream-relay.js';

export interface CompletionStreamOptions {
  /** What the client asked for; stands in every chunk. */
  readonly model: string;
  readonly showUsage: boolean;
  readonly ability: ForwardedEndpoint;
}

/** Relays a stream of text completions: chunks as they came, save for the model's name and usage nobody asked for. */
export class CompletionStream implements StreamRelay {
  readonly encoding = 'latin1';
  readonly media = 'events';
  begun = false;
  complete = false;
  fault: UpstreamFault | null = null;
  usage: Usage | null = null;
  responseId: string | null = null;

  readonly #options: CompletionStreamOptions;
  readonly #modelText: string;
  #carry = '';
  #dropBlank = false;
  #finished = false;
  /** The last chunk that held nothing but usage, kept back to the end. */
  #usageChunk: string | null = null;
  #seenTokens = 0;

  constructor(options: CompletionStreamOptions) {
    this.#options = options;
    this.#modelText = asciiJson(options.model);
  }

  push(bytes: string): string {
    const lines = (this.#carry + bytes).split('\n');
    this.#carry = lines.pop() ?? '';
    if (this.#carry.length > LONGEST_LINE) this.fault = LINE_TOO_LONG;
    let out = '';
    for (const line of lines) {
      if (this.complete || this.fault) break;
      out += this.#line(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
    return out;
  }

  close(): string {
    const rest = this.#carry;
    this.#carry = '';
    const out = rest === '' || this.complete || this.fault ? '' : `${this.#line(rest)}\n`;
    // Some upstreams leave the end mark out. A finish reason says as much.
    if (this.#finished) this.complete = true;
    else if (!this.complete) this.fault ??= CUT;
    return out;
  }

  end(): string {
    return this.#options.showUsage && this.#usageChunk !== null
      ? `data: ${this.#usageChunk}\n\n${DONE_FRAME}`
      : DONE_FRAME;
  }

  fail(failure: Failure): string {
    return `data: ${asciiJson(toOpenAiError(failure))}\n\n`;
  }

  seenTokens(): number {
    return this.#seenTokens;
  }

  #line(line: string): string {
    if (line === '') {
      const dropped = this.#dropBlank;
      this.#dropBlank = false;
      return dropped ? '' : '\n';
    }
    if (line.startsWith(':')) return `${line}\n`;
    if (!line.startsWith('data:')) return '';
    const payload = line.slice(5).trim();
    if (payload === '[DONE]') {
      this.complete = true;
      return '';
    }
    const scanned = scanObject(payload);
    if (isScanFault(scanned)) this.fault = NOT_A_CHUNK;
    else if (memberText(payload, scanned, 'error', 'null') !== 'null')
      this.fault = this.#options.ability.readError(502, {}, Buffer.from(payload, 'latin1').toString('utf8'));
    else return this.#chunk(payload, scanned);
    return '';
  }

  #chunk(payload: string, scanned: ScannedObject): string {
    const edits = new Map<string, string | null>([['model', this.#modelText]]);
    const count = this.#look(readJson(memberText(payload, scanned, 'choices', '[]')));
    this.responseId ??= readString(memberText(payload, scanned, 'id', ''));
    const usage = memberText(payload, scanned, 'usage', 'null');
    if (usage !== 'null') this.usage = this.#options.ability.readUsage(readJson(usage) as Json) ?? this.usage;
    if (count === 0 && usage !== 'null') {
      this.#usageChunk = editBody(payload, scanned, edits);
      this.#dropBlank = true;
      return '';
    }
    if (!this.#options.showUsage && scanned.members.some(({ name }) => name === 'usage'))
      edits.set('usage', null);
    return `data: ${editBody(payload, scanned, edits)}\n`;
  }

  /** Counts the choices of a chunk, and what they say. */
  #look(choices: unknown): number {
    if (!Array.isArray(choices)) return 0;
    for (const choice of choices) {
      if (!isJsonObject(choice)) continue;
      if (typeof choice['text'] === 'string' && choice['text'] !== '') {
        this.begun = true;
        this.#seenTokens += estimateTokens(choice['text']);
      }
      if (typeof choice['finish_reason'] === 'string') this.#finished = true;
    }
    return choices.length;
  }
}
