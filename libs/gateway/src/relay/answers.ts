import { type Failure, statusOf, type JsonObject } from '@tollgate/core';
import { type ChatSurface } from '@tollgate/llm';
import { type ClientResponse } from '../pipeline/client.js';
import { headerText } from './response-headers.js';

/** Ends a response with a JSON text, or another one of the given type. @param headers is added to. */
export function answerJson(
  res: ClientResponse,
  status: number,
  headers: string[],
  body: string,
  encoding: 'latin1' | 'utf8' = 'utf8',
  contentType = 'application/json',
): void {
  if (res.destroyed || res.writableEnded) return;
  // An answer that has begun cannot become another one; cutting it off is the one honest end.
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const length = encoding === 'latin1' ? body.length : Buffer.byteLength(body);
  headers.push('content-type', contentType, 'content-length', String(length));
  res.writeHead(status, headers);
  res.end(body, encoding);
}

/** Ends a response with a failure, in the shape of the client's API. */
export function answerFailure(
  res: ClientResponse,
  failure: Failure,
  headers: readonly string[],
  surface: ChatSurface,
  requestId: string,
): void {
  const body: JsonObject = surface.encodeFailure(failure, requestId);
  answerJson(res, statusOf(failure), [...headers, ...failureHeaders(failure)], JSON.stringify(body));
}

function failureHeaders(failure: Failure): string[] {
  const headers: string[] = [];
  if (failure.retryAfterSeconds !== undefined)
    headers.push('retry-after', String(Math.max(1, Math.ceil(failure.retryAfterSeconds))));
  // SDKs retry a 429 by themselves; a used-up budget does not pass by that.
  if (failure.class === 'BudgetExceededError') headers.push('x-should-retry', 'false');
  if (failure.class === 'MethodNotAllowedError') headers.push('allow', headerText(failure.param ?? 'POST'));
  // What is left of a body that is not read any more must not be taken for the next request.
  if (failure.class === 'RequestTooLargeError' || failure.class === 'RequestTimeoutError')
    headers.push('connection', 'close');
  return headers;
}
