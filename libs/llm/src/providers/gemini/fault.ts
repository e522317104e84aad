import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type UpstreamFault } from '../../chat/chat-event.js';
import { toFault } from '../faults/upstream-fault.js';

/** An error reply of a Google API. Source: google.rpc.Status, and google.rpc.RetryInfo for the time to wait. */
export function readGeminiError(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): UpstreamFault {
  return faultOf(parse(body), status, headers, body);
}

/** `error` inside a stream, or in a reply with status 200; null: it holds no error. */
export function findGeminiError(body: JsonObject): UpstreamFault | null {
  return isJsonObject(body['error']) ? faultOf(body, null, {}, '') : null;
}

/** `streamGenerateContent` without SSE wraps its error in a list. */
function faultOf(
  parsed: Json,
  status: number | null,
  headers: Readonly<Record<string, string>>,
  text: string,
): UpstreamFault {
  const body = Array.isArray(parsed) ? parsed[0] : parsed;
  const error = isJsonObject(body) && isJsonObject(body['error']) ? body['error'] : {};
  const message = typeof error['message'] === 'string' ? error['message'] : text;
  const wait = retryDelay(error['details']);
  return toFault(
    {
      status: status ?? (typeof error['code'] === 'number' ? error['code'] : null),
      type: typeof error['status'] === 'string' ? error['status'] : null,
      // An invalid key comes as a 400 INVALID_ARGUMENT; its reason tells it from a bad prompt.
      code: reasonOf(error['details']),
      message,
      param: null,
    },
    wait === null ? headers : { ...headers, 'retry-after': wait },
  );
}

/** `RetryInfo.retryDelay` (`34.4s`) as seconds. */
function retryDelay(details: Json | undefined): string | null {
  for (const detail of objects(details)) {
    const delay = detail['retryDelay'];
    const match = typeof delay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(delay) : null;
    if (match?.[1] !== undefined) return match[1];
  }
  return null;
}

function reasonOf(details: Json | undefined): string | null {
  for (const detail of objects(details)) if (typeof detail['reason'] === 'string') return detail['reason'];
  return null;
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
