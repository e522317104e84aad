import { type PlainReply } from '../../provider.js';
import { newId } from '../../ids.js';
import { type SchemaFault } from '../../schema-fault.js';

/** Status → `error.type`. Source: Anthropic API reference, "Errors". */
const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'invalid x-api-key',
  429: 'This request would exceed your account’s rate limit. Please try again later.',
  500: 'Internal server error',
  529: 'Overloaded',
};

export function refuse(status: number, message?: string): PlainReply {
  return {
    kind: 'reply',
    status,
    headers: { 'request-id': newId('req_', 24) },
    body: { ...errorBody(status, message), request_id: newId('req_', 24) },
  };
}

/** The error object, as it stands in a reply and in an `error` event. */
export function errorBody(status: number, message?: string) {
  const type = TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  return { type: 'error', error: { type, message: message ?? MESSAGES[status] ?? 'The request failed.' } };
}

/** A body that breaks the schema, in the words of Anthropic's validator: `messages.0.content: Field required`. */
export function refuseSchema(fault: SchemaFault): PlainReply {
  return refuse(400, `${fault.path.join('.')}: ${sentence(fault)}`);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a valid string',
  number: 'a valid number',
  int: 'a valid integer',
  boolean: 'a valid boolean',
  array: 'a valid list',
  object: 'an object',
  record: 'a valid dictionary',
};

function sentence(fault: SchemaFault): string {
  switch (fault.wrong) {
    case 'missing':
      return 'Field required';
    case 'unknown':
      return 'Extra inputs are not permitted';
    case 'type':
      return `Input should be ${fault.expected.map((type) => TYPE_WORDS[type] ?? type).join(' or ')}`;
    case 'value':
      return `Input should be ${fault.options.map((option) => `'${option}'`).join(' or ')}`;
    case 'too-small':
      return bound(fault, 'at least', 'greater than or equal to');
    case 'too-big':
      return bound(fault, 'at most', 'less than or equal to');
    case 'pattern':
      return `String should match pattern '${fault.pattern}'`;
    case 'rule':
      return fault.message;
  }
}

function bound({ origin, bound }: SchemaFault, size: string, value: string): string {
  if (origin === 'string') return `String should have ${size} ${bound} character${bound === 1 ? '' : 's'}`;
  if (origin === 'array') return `List should have ${size} ${bound} item${bound === 1 ? '' : 's'}`;
  return `Input should be ${value} ${bound}`;
}
