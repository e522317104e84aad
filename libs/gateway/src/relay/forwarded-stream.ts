import {
  type Failure,
  isJsonObject,
  type Json,
  type PicoUsd,
  toOpenAiError,
  toUsdNumber,
  type Usage,
} from '@tollgate/core';
import { type ChatAbility, type UpstreamFault } from '@tollgate/llm';
import { editBody, type MemberTexts } from '../scan/edit-body.js';
import { asciiJson, readJson, readString } from '../scan/json-text.js';
import { isScanFault, scanObject, type ScannedObject } from '../scan/members.js';
import { CUT, LINE_TOO_LONG, NOT_A_CHUNK } from '../send/upstream-fault.js';
import { ChunkPattern } from './chunk-pattern.js';
import { ChoiceRepair, type RepairedChoices } from './choice-repair.js';
import { tokensOf } from './seen-tokens.js';
import { DONE_FRAME, LONGEST_LINE, memberText } from './sse-frames.js';
import { type StreamRelay } from './stream-relay.js';

/** So much of a stream is kept to count its tokens by, should the upstream give no usage; beyond, the count is scaled up. */
const KEPT_BYTES = 256 * 1024;
/** Chunks of ever new shapes are not learned for ever. */
const MOST_LEARNINGS = 64;
const CHUNK_OBJECT = '"chat.completion.chunk"';
const PASSED_BEFORE_LEARNING = 2;

export interface ForwardedStreamOptions {
  /** What the client asked for; stands in every chunk. */
  readonly model: string;
  readonly showUsage: boolean;
  readonly ability: ChatAbility;
  /** Usage as the client reads it, for a chunk the gateway makes itself. */
  readonly usageText: (usage: Usage) => string;
  /** Prices usage for `usage.cost`; null: no cost is shown. */
  readonly costOfUsage: ((usage: Usage) => PicoUsd | null) | null;
}

/**
 * Relays an OpenAI stream to an OpenAI client: bytes as they came, save for the model's name, and for usage that the client
 * did not ask for. A chunk that begins like the one before (same id, time and model) is patched by its learned beginning;
 * anything else is scanned, checked and, where clients would stumble, repaired. A raw line feed cannot stand inside JSON, so
 * the walk goes by lines. Text is one character a byte, so a cut inside a character does no harm.
 */
export class ForwardedStream implements StreamRelay {
  readonly encoding = 'latin1';
  readonly media = 'events';
  begun = false;
  complete = false;
  fault: UpstreamFault | null = null;
  usage: Usage | null = null;
  responseId: string | null = null;

  readonly #options: ForwardedStreamOptions;
  readonly #modelText: string;
  readonly #repair = new ChoiceRepair();
  /** The part of a line that has arrived. */
  #carry = '';
  /** The shape of the last chunk that had one; null before. */
  #pattern: ChunkPattern | null = null;
  #idText: string | null = null;
  #createdText: string | null = null;
  /** The event of the current line was dropped, so the blank line that ends it is, too. */
  #dropBlank = false;
  /** JSON text of the last usage that came, held back to the end. */
  #usageText: string | null = null;
  readonly #kept: string[] = [];
  #keptBytes = 0;
  #seenBytes = 0;
  /** Chunks in a row that needed no repair. */
  #passed = 0;
  #learnings = 0;

  constructor(options: ForwardedStreamOptions) {
    this.#options = options;
    this.#modelText = asciiJson(options.model);
  }

  push(bytes: string): string {
    this.#keep(bytes);
    const text = this.#carry === '' ? bytes : this.#carry + bytes;
    const searched = this.#carry.length;
    this.#carry = '';
    let out = '';
    let i = 0;
    for (let end = text.indexOf('\n', searched); end >= 0; end = text.indexOf('\n', i)) {
      const pattern = this.#pattern;
      const next = pattern ? pattern.endOfEvent(text, i, end) : -1;
      if (pattern && next >= 0) {
        out += pattern.patch(text, i, next);
        i = next;
        continue;
      }
      out += this.#line(text.slice(i, end));
      i = end + 1;
      if (this.complete || this.fault) return out;
    }
    this.#carry = i === 0 ? text : text.slice(i);
    if (this.#carry.length > LONGEST_LINE) this.fault = LINE_TOO_LONG;
    return out;
  }

  close(): string {
    const rest = this.#carry;
    this.#carry = '';
    const out = rest === '' ? '' : this.#line(rest);
    if (this.complete || this.fault) return out;
    // Some upstreams leave the end mark out. A finish reason says as much; without either the stream was cut.
    if (this.#repair.finished) this.complete = true;
    else this.fault = CUT;
    return out === '' || out.endsWith('\n\n') ? out : `${out}\n`;
  }

  end(usage: Usage | null): string {
    if (!this.#options.showUsage) return DONE_FRAME;
    const text =
      this.#usageText === null ? usage && this.#options.usageText(usage) : this.#priced(this.#usageText);
    if (text === null) return DONE_FRAME;
    const head = `{"id":${this.#idText ?? '""'},"object":"chat.completion.chunk","created":${this.#createdText ?? 0}`;
    return `data: ${head},"model":${this.#modelText},"choices":[],"usage":${text}}\n\n${DONE_FRAME}`;
  }

  /** The upstream's own usage, with the cost where it is to be shown. */
  #priced(text: string): string {
    const cost = this.usage && this.#options.costOfUsage?.(this.usage);
    const value = typeof cost === 'bigint' ? readJson(text) : null;
    return isJsonObject(value) && typeof cost === 'bigint'
      ? asciiJson({ ...value, cost: toUsdNumber(cost) })
      : text;
  }

  fail(failure: Failure): string {
    return `data: ${asciiJson(toOpenAiError(failure))}\n\n`;
  }

  seenTokens(): number {
    const decoder = this.#options.ability.decodeStream();
    const events = [...decoder.push(Buffer.from(this.#kept.join(''), 'latin1')), ...decoder.end()];
    return Math.ceil(tokensOf(events) * Math.max(1, this.#seenBytes / Math.max(1, this.#keptBytes)));
  }

  /** A line that has no known shape, without its line feed: a chunk to be scanned, an end mark, an error, a comment. */
  #line(line: string): string {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (bare === '') return this.#blank(line === '' ? '\n' : '\r\n');
    if (bare.startsWith(':')) return `${line}\n`;
    // Fields of SSE other than data have no meaning in this wire.
    if (!bare.startsWith('data:')) return '';
    const payload = bare.slice(5).trim();
    if (payload === '[DONE]') {
      this.complete = true;
      return '';
    }
    const scanned = scanObject(payload);
    if (isScanFault(scanned)) this.fault = NOT_A_CHUNK;
    else if (memberText(payload, scanned, 'error', 'null') !== 'null') this.fault = this.#faultIn(payload);
    else return this.#chunk(payload, scanned);
    return '';
  }

  #blank(feed: string): string {
    if (!this.#dropBlank) return feed;
    this.#dropBlank = false;
    return '';
  }

  #chunk(payload: string, scanned: ScannedObject): string {
    const edits = new Map<string, string | null>();
    const choices = memberText(payload, scanned, 'choices', '[]');
    const repaired = this.#repair.repair(readJson(choices));
    if (repaired.text !== null) edits.set('choices', repaired.text);
    if (repaired.content) this.begun = true;
    this.#takeUsage(payload, scanned, repaired.count > 0, edits);
    // A chunk that held nothing but usage comes at the end, made by the gateway.
    if (
      repaired.count === 0 &&
      this.#usageText !== null &&
      scanned.members.some(({ name }) => name === 'usage')
    ) {
      this.#dropBlank = true;
      return '';
    }
    this.#sameIdentity(payload, scanned, edits);
    this.#learn(payload, scanned, edits, repaired);
    return `data: ${editBody(payload, scanned, edits)}\n`;
  }

  #takeUsage(
    payload: string,
    scanned: ScannedObject,
    hasChoices: boolean,
    edits: Map<string, string | null>,
  ): void {
    const text = memberText(payload, scanned, 'usage', 'null');
    if (text === 'null') {
      if (!this.#options.showUsage && scanned.members.some(({ name }) => name === 'usage'))
        edits.set('usage', null);
      return;
    }
    const usage = readUsage(this.#options.ability, text);
    if (!usage) return;
    // Running totals: the last one counts.
    this.usage = usage;
    this.#usageText = text;
    if (hasChoices) edits.set('usage', this.#options.showUsage ? 'null' : null);
  }

  /** Every chunk has the id and time of the first that has them (Azure's first has not), and the model's public name. */
  #sameIdentity(payload: string, scanned: ScannedObject, edits: Map<string, string | null>): void {
    edits.set('model', this.#modelText);
    const id = memberText(payload, scanned, 'id', '');
    const created = memberText(payload, scanned, 'created', '');
    if (this.#idText === null && id !== '' && id !== '""') {
      this.#idText = id;
      this.responseId = readString(id);
    } else if (this.#idText !== null && id !== this.#idText) edits.set('id', this.#idText);
    if (this.#createdText === null && created !== '' && created !== '0') this.#createdText = created;
    else if (this.#createdText !== null && created !== this.#createdText)
      edits.set('created', this.#createdText);
    if (memberText(payload, scanned, 'object', '') !== CHUNK_OBJECT) edits.set('object', CHUNK_OBJECT);
  }

  /**
   * Learns the shape of the chunks, once two have passed as they were: an upstream that needs repairs is never trusted. A
   * chunk that ends its choice or holds usage is looked at each time.
   */
  #learn(payload: string, scanned: ScannedObject, edits: MemberTexts, repaired: RepairedChoices): void {
    if (repaired.text !== null) this.#passed = this.#repair.choicesSeen > 1 ? -Infinity : 0;
    else this.#passed += 1;
    if (this.#passed < PASSED_BEFORE_LEARNING || this.#learnings === MOST_LEARNINGS) return;
    const ordinary =
      repaired.count === 1 && !repaired.finish && memberText(payload, scanned, 'usage', 'null') === 'null';
    const same = !edits.has('id') && !edits.has('created');
    if (!ordinary || !same || !scanned.plain) return;
    this.#learnings += 1;
    this.#pattern = ChunkPattern.of(payload, edits);
  }

  #faultIn(payload: string): UpstreamFault {
    const events = this.#options.ability.decodeStream().push(Buffer.from(`data: ${payload}\n\n`, 'latin1'));
    const error = events.find((event) => event.type === 'error');
    return error?.type === 'error' ? error.fault : NOT_A_CHUNK;
  }

  #keep(bytes: string): void {
    this.#seenBytes += bytes.length;
    if (this.#keptBytes >= KEPT_BYTES) return;
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
  }
}

function readUsage(ability: ChatAbility, text: string): Usage | null {
  const value = readJson(text);
  return value === undefined ? null : ability.readUsage(value as Json);
}
