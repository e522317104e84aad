import { type Failure, isJsonObject, type Usage } from '@tollgate/core';
import { anthropicMessages, type ChatAbility, type ChatEvent, type UpstreamFault } from '@tollgate/llm';
import { asciiJson, readJson } from '../scan/json-text.js';
import { LINE_TOO_LONG } from '../send/upstream-fault.js';
import { tokensOf } from './seen-tokens.js';
import { LONGEST_LINE } from './sse-frames.js';
import { type StreamRelay } from './stream-relay.js';

/**
 * Forwards a stream of Anthropic's Messages API to a client that speaks it: the lines as they came, save for the model's
 * name in `message_start`. Beside that it is read, for what it used and how it ends.
 */
export class ForwardedMessages implements StreamRelay {
  readonly encoding = 'latin1';
  readonly media = 'events';
  begun = false;
  complete = false;
  fault: UpstreamFault | null = null;
  usage: Usage | null = null;
  responseId: string | null = null;

  readonly #decoder;
  #carry = '';
  #seenTokens = 0;

  constructor(
    private readonly model: string,
    ability: ChatAbility,
  ) {
    this.#decoder = ability.decodeStream();
  }

  push(bytes: string): string {
    this.#read(this.#decoder.push(Buffer.from(bytes, 'latin1')));
    const lines = (this.#carry + bytes).split('\n');
    this.#carry = lines.pop() ?? '';
    if (this.#carry.length > LONGEST_LINE) this.fault = LINE_TOO_LONG;
    if (this.fault) return '';
    let out = '';
    for (const line of lines) out += `${this.#named(line)}\n`;
    return out;
  }

  close(): string {
    this.#read(this.#decoder.end());
    const rest = this.#carry;
    this.#carry = '';
    if (!this.fault) this.complete = true;
    return this.fault || rest === '' ? '' : `${this.#named(rest)}\n\n`;
  }

  /** The upstream has sent the end itself. */
  end(): string {
    return '';
  }

  fail(failure: Failure): string {
    return `event: error\ndata: ${asciiJson(anthropicMessages.encodeFailure(failure))}\n\n`;
  }

  seenTokens(): number {
    return this.#seenTokens;
  }

  #read(events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (event.type === 'error') this.fault ??= event.fault;
      else if (event.type === 'usage') this.usage = event.usage;
      else if (event.type === 'message-start') this.responseId = event.id;
      else if (event.type !== 'message-end' && event.type !== 'extra') {
        this.begun = true;
        this.#seenTokens += tokensOf([event]);
      }
    }
  }

  /** The line with the public name of the model, where it is the one that names it. */
  #named(line: string): string {
    if (!line.startsWith('data:') || !line.includes('"message_start"')) return line;
    const event = readJson(line.slice(5).trim());
    if (!isJsonObject(event) || event['type'] !== 'message_start' || !isJsonObject(event['message']))
      return line;
    return `data: ${asciiJson({ ...event, message: { ...event['message'], model: this.model } })}`;
  }
}
