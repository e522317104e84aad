import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { splitSignature } from '../../../chat/tool-call-id.js';
import { type ListRule } from './rule.js';

/**
 * Ids that carry another provider's thought signature (chat/tool-call-id.ts) get it taken off: this API allows 40
 * characters. Calls and their results are cleaned alike.
 */
export const cleanCallIds: ListRule = {
  kind: 'list',
  member: 'messages',
  clues: ['__thought__'],
  rewrite: (messages) => messages.map(cleanMessage),
};

function cleanMessage(message: JsonObject): JsonObject {
  const answered = message['tool_call_id'];
  const calls = message['tool_calls'];
  return {
    ...message,
    ...(typeof answered === 'string' ? { tool_call_id: splitSignature(answered).id } : {}),
    ...(Array.isArray(calls) ? { tool_calls: calls.map(cleanCall) } : {}),
  };
}

function cleanCall(call: Json): Json {
  if (!isJsonObject(call) || typeof call['id'] !== 'string') return call;
  return { ...call, id: splitSignature(call['id']).id };
}
