import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ListRule } from './rule.js';

const NINE = /^[A-Za-z0-9]{9}$/;

/**
 * Mistral takes ids of tool calls only if they are nine letters or digits, so those that another provider gave are
 * renamed: always alike, so that calls and results still meet, in this request and in the next.
 */
export const nineLetterCallIds: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['"tool_calls"', '"tool_call_id"'],
  rewrite: (messages) => messages.map(rename),
};

function rename(message: JsonObject): JsonObject {
  const answered = message['tool_call_id'];
  const calls = message['tool_calls'];
  return {
    ...message,
    ...(typeof answered === 'string' ? { tool_call_id: nineLetters(answered) } : {}),
    ...(Array.isArray(calls) ? { tool_calls: calls.map(renameCall) } : {}),
  };
}

function renameCall(call: Json): Json {
  return isJsonObject(call) && typeof call['id'] === 'string'
    ? { ...call, id: nineLetters(call['id']) }
    : call;
}

/** FNV-1a, 64 bits, of the id's UTF-16 units: spread well enough that no two ids of a conversation meet. */
function nineLetters(id: string): string {
  if (NINE.test(id)) return id;
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < id.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(id.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(9, '0').slice(-9);
}
