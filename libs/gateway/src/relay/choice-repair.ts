import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { asciiJson } from '../scan/json-text.js';

/** What a look at the choices of one chunk gave. */
export interface RepairedChoices {
  readonly count: number;
  /** New JSON text of `choices`; null: they were right. */
  readonly text: string | null;
  /** Is there anything of an answer in it: text, a call, a finish? */
  readonly content: boolean;
  /** Does it end a choice? */
  readonly finish: boolean;
}

interface ChoiceState {
  roleSent: boolean;
  /** Upstream's index and id of each call so far, in the order the client numbers them. */
  readonly calls: { readonly theirs: number | null; readonly id: string | null }[];
}

const NULLS_CLIENTS_REFUSE = ['tool_calls', 'function_call', 'role'] as const;

/**
 * Keeps the choices of forwarded chunks as the strict clients expect them: the role once a choice, in its first delta; no
 * null where a list or a word is due; calls with an index, a type, and a new number when a new call begins; a finish reason
 * that says so when tools were called.
 */
export class ChoiceRepair {
  finished = false;
  /** Chunks with choices, so far. */
  choicesSeen = 0;
  readonly #states = new Map<number, ChoiceState>();

  repair(choices: unknown): RepairedChoices {
    if (!Array.isArray(choices) || choices.length === 0)
      return { count: 0, text: null, content: false, finish: false };
    this.choicesSeen += 1;
    let changed = false;
    let content = false;
    let finish = false;
    for (const choice of choices as Json[]) {
      if (!isJsonObject(choice)) continue;
      changed = this.#choice(choice) || changed;
      content = hasContent(choice) || content;
      finish ||= typeof choice['finish_reason'] === 'string';
    }
    return { count: choices.length, text: changed ? asciiJson(choices) : null, content, finish };
  }

  #choice(choice: JsonObject): boolean {
    let changed = false;
    const index = typeof choice['index'] === 'number' ? choice['index'] : 0;
    if (choice['index'] !== index) {
      choice['index'] = index;
      changed = true;
    }
    const state = this.#stateOf(index);
    let delta = choice['delta'];
    if (!isJsonObject(delta)) {
      delta = {};
      choice['delta'] = delta;
      changed = true;
    }
    changed = repairRole(delta, state) || changed;
    if (Array.isArray(delta['tool_calls'])) changed = repairCalls(delta['tool_calls'], state) || changed;
    if (typeof choice['finish_reason'] !== 'string') return changed;
    this.finished = true;
    if (choice['finish_reason'] === 'stop' && state.calls.length > 0) {
      choice['finish_reason'] = 'tool_calls';
      changed = true;
    }
    return changed;
  }

  #stateOf(index: number): ChoiceState {
    let state = this.#states.get(index);
    if (!state) {
      state = { roleSent: false, calls: [] };
      this.#states.set(index, state);
    }
    return state;
  }
}

function repairRole(delta: JsonObject, state: ChoiceState): boolean {
  let changed = false;
  for (const name of NULLS_CLIENTS_REFUSE) {
    if (delta[name] !== null) continue;
    delete delta[name];
    changed = true;
  }
  if (!state.roleSent && delta['role'] === undefined) {
    delta['role'] = 'assistant';
    changed = true;
  } else if (state.roleSent && delta['role'] !== undefined) {
    delete delta['role'];
    changed = true;
  }
  state.roleSent = true;
  return changed;
}

/** Same index and same or no id: a continuation. A new id under a known index, or no index: a new call. */
function repairCalls(calls: Json[], state: ChoiceState): boolean {
  let changed = false;
  for (const call of calls) {
    if (!isJsonObject(call)) continue;
    const theirs = typeof call['index'] === 'number' ? call['index'] : null;
    const id = typeof call['id'] === 'string' && call['id'] !== '' ? call['id'] : null;
    let ours = state.calls.findLastIndex((known) =>
      theirs === null ? id === null || known.id === id : known.theirs === theirs,
    );
    if (ours < 0 || (id !== null && state.calls[ours]?.id !== id)) {
      ours = state.calls.push({ theirs, id }) - 1;
      if (call['type'] === undefined) {
        call['type'] = 'function';
        changed = true;
      }
    }
    if (call['index'] !== ours) {
      call['index'] = ours;
      changed = true;
    }
  }
  return changed;
}

function hasContent(choice: JsonObject): boolean {
  if (typeof choice['finish_reason'] === 'string') return true;
  const delta = choice['delta'];
  if (!isJsonObject(delta)) return typeof choice['text'] === 'string' && choice['text'] !== '';
  return Object.entries(delta).some(
    ([name, value]) =>
      name !== 'role' && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
}
