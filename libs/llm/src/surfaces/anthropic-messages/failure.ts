import { type Failure, type JsonObject, statusOf } from '@tollgate/core';

/** Types of Anthropic's errors by status. Source: Anthropic API reference, "Errors". */
const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** The body of an answer that is nothing but a failure. What is to be corrected is named in the message: there is no `param`. */
export function encodeFailure(failure: Failure, requestId?: string): JsonObject {
  const status = statusOf(failure);
  const type = TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const id = requestId === undefined ? {} : { request_id: requestId };
  return { type: 'error', error: { type, message: messageOf(failure) }, ...id };
}

function messageOf({ message, param }: Failure): string {
  return param === null || message.includes(param) ? message : `${param}: ${message}`;
}
