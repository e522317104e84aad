import { type JsonObject } from '@tollgate/core';
import { newId } from '../../ids.js';
import { type PlainReply } from '../../provider.js';
import { type SchemaFault, typeName } from '../../schema-fault.js';

/** Cohere's sentence for a status. Source: docs.cohere.com, "Errors". */
const SENTENCES: Readonly<Record<number, string>> = {
  400: 'invalid request',
  401: 'invalid api token',
  402: 'Please add or update your payment method.',
  404: 'not found',
  429: 'You are past the per minute request limit, please wait and try again later.',
  498: 'invalid token: the request holds a deny-listed token',
  499: 'request cancelled',
  503: 'service unavailable',
  504: 'timed out',
};

export function errorBody(status: number, message?: string): JsonObject {
  return { id: newId('', 20), message: message ?? SENTENCES[status] ?? 'internal server error' };
}

export function refuse(status: number, message?: string): PlainReply {
  return { kind: 'reply', status, body: errorBody(status, message) };
}

export function refuseSchema(fault: SchemaFault): PlainReply {
  const name = fault.path.join('.');
  switch (fault.wrong) {
    case 'missing':
      return refuse(400, `invalid request: ${name} is required`);
    case 'unknown':
      return refuse(422, `unknown field: parameter '${name}' is not a valid field`);
    case 'type':
      return refuse(
        422,
        `invalid type: parameter ${name} is of type ${typeName(fault.input)} but should be of type ${fault.expected.join(' or ')}.`,
      );
    case 'value':
      return refuse(400, `invalid request: ${name} must be one of ${fault.options.join(', ')}`);
    case 'too-small':
    case 'too-big':
      return refuse(400, `invalid request: ${name} is out of range, the bound is ${fault.bound}`);
    case 'pattern':
    case 'rule':
      return refuse(400, `invalid request: ${name} is not valid`);
  }
}
