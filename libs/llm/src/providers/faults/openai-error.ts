import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type UpstreamFault } from '../../chat/chat-event.js';
import { toFault } from './upstream-fault.js';

/**
 * An error reply in OpenAI's shape (`{"error":{"message",…}}`), which Anthropic's and most others' resemble; other JSON
 * is searched for its message, and a body that is no JSON is read as text.
 */
export function readOpenAiError(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): UpstreamFault {
  return faultOf(parse(body), status, headers, body);
}

/** `error` of a reply that came with status 200, or of a stream; null: it holds no error. */
export function findOpenAiError(body: JsonObject): UpstreamFault | null {
  const error = body['error'];
  if (error === undefined || error === null || error === false || error === '') return null;
  if (isJsonObject(error) && Object.keys(error).length === 0) return null;
  return faultOf(body, null, {}, '');
}

function faultOf(
  body: Json,
  status: number | null,
  headers: Readonly<Record<string, string>>,
  text: string,
): UpstreamFault {
  const outer = isJsonObject(body) ? body : {};
  const error = isJsonObject(outer['error']) ? outer['error'] : outer;
  const inner = isJsonObject(error['innererror']) ? error['innererror'] : {};
  return toFault(
    {
      status,
      type: wordOf(error['type']),
      code: wordOf(error['code']) ?? wordOf(inner['code']) ?? wordOf(outer['code']),
      message: messageOf(outer, error) ?? (isHtml(text) ? '' : text),
      param: typeof error['param'] === 'string' ? error['param'] : null,
    },
    headers,
  );
}

/** `error.message`, `error` as text, `message`, `detail` (a text or FastAPI's list, which Mistral wraps once more), `title`. */
function messageOf(outer: JsonObject, error: JsonObject): string | null {
  for (const told of [error['message'], outer['error'], outer['message'], outer['detail'], outer['title']]) {
    const value = isJsonObject(told) && told['detail'] !== undefined ? told['detail'] : told;
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(itemText).join('; ');
  }
  return null;
}

/** One complaint of a list of them; FastAPI says where (`loc`) and what (`msg`). */
function itemText(item: Json): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  const loc = Array.isArray(item['loc']) ? item['loc'] : [];
  const names = loc.filter((step) => typeof step === 'string' || typeof step === 'number');
  const place = names.length === 0 ? '' : `${names.join('.')}: `;
  return typeof item['msg'] === 'string' ? place + item['msg'] : JSON.stringify(item);
}

function wordOf(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isHtml(text: string): boolean {
  return /^\s*<(?:!doctype|html|\?xml)/i.test(text);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
