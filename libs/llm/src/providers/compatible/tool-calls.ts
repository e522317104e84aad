import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';

interface OpenCall {
  readonly place: number;
  id: string | null;
  name: string;
  started: boolean;
  /** Fragments that came before the name did. */
  held: string;
  custom: boolean;
  signature: string | null;
}

/**
 * The tool calls of one choice, numbered by us: upstreams leave `index` out, repeat it for the next call, or send a whole
 * call at once. A fragment begins a call when it names an id that the call at its index does not have; with neither index
 * nor id, a name begins one. Everything else continues.
 */
export class ToolCallReader {
  readonly #choice: number;
  readonly #calls: OpenCall[] = [];
  readonly #byIndex = new Map<number, OpenCall>();

  constructor(choice: number) {
    this.#choice = choice;
  }

  get count(): number {
    return this.#calls.length;
  }

  read(fragments: readonly Json[], events: ChatEvent[]): void {
    for (const fragment of fragments) if (isJsonObject(fragment)) this.#fragment(fragment, events);
  }

  /** The deprecated `function_call`: at most one, without id. */
  readLegacy(call: JsonObject, events: ChatEvent[]): void {
    this.#fragment({ index: 0, function: call }, events);
  }

  /** Calls whose name never came. */
  close(events: ChatEvent[]): void {
    for (const call of this.#calls) if (!call.started) this.#start(call, events);
  }

  #fragment(fragment: JsonObject, events: ChatEvent[]): void {
    const body = isJsonObject(fragment['custom']) ? fragment['custom'] : fragment['function'];
    const fields = isJsonObject(body) ? body : {};
    const name = typeof fields['name'] === 'string' ? fields['name'] : '';
    const id = typeof fragment['id'] === 'string' && fragment['id'] !== '' ? fragment['id'] : null;
    const call = this.#callOf(fragment['index'], id, name);
    call.custom ||= isJsonObject(fragment['custom']);
    call.id ??= id;
    if (call.name === '') call.name = name;
    call.signature ??= signatureOf(fragment);
    if (!call.started && call.name !== '') this.#start(call, events);
    this.#append(call, argumentsOf(fields[call.custom ? 'input' : 'arguments']), events);
  }

  #callOf(index: Json | undefined, id: string | null, name: string): OpenCall {
    const place = typeof index === 'number' ? index : null;
    const current = place === null ? this.#calls.at(-1) : this.#byIndex.get(place);
    if (current !== undefined && !begins(current, place, id, name)) return current;
    const call: OpenCall = {
      place: this.#calls.length,
      id: null,
      name: '',
      started: false,
      held: '',
      custom: false,
      signature: null,
    };
    this.#calls.push(call);
    if (place !== null) this.#byIndex.set(place, call);
    return call;
  }

  #start(call: OpenCall, events: ChatEvent[]): void {
    call.started = true;
    events.push({
      type: 'tool-call-start',
      choice: this.#choice,
      call: call.place,
      id: call.id,
      name: call.name,
      signature: call.signature,
      ...(call.custom ? { custom: true } : {}),
    });
    this.#append(call, call.held, events);
  }

  #append(call: OpenCall, argumentsText: string, events: ChatEvent[]): void {
    if (argumentsText === '') return;
    if (call.started) {
      events.push({ type: 'tool-call-delta', choice: this.#choice, call: call.place, argumentsText });
    } else call.held += argumentsText;
  }
}

function begins(current: OpenCall, place: number | null, id: string | null, name: string): boolean {
  if (id !== null) return current.id !== null && current.id !== id;
  return place === null && name !== '' && current.name !== '';
}

/** Some send arguments as an object instead of its text. */
function argumentsOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return isJsonObject(value) ? JSON.stringify(value) : '';
}

/** Gemini's thought signature, as Google's compatible surface and gateways send it. */
function signatureOf(fragment: JsonObject): string | null {
  const fields = fragment['provider_specific_fields'];
  if (isJsonObject(fields) && typeof fields['thought_signature'] === 'string')
    return fields['thought_signature'];
  const google = isJsonObject(fragment['extra_content']) ? fragment['extra_content']['google'] : undefined;
  return isJsonObject(google) && typeof google['thought_signature'] === 'string'
    ? google['thought_signature']
    : null;
}
