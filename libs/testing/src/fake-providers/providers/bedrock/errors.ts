import { type PlainReply } from '../../provider.js';
import { type SchemaFault } from '../../schema-fault.js';
import { newId } from '../../ids.js';

/** Status → exception. Source: Converse reference, "Errors". */
const NAMES: Readonly<Record<number, string>> = {
  400: 'ValidationException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  408: 'ModelTimeoutException',
  424: 'ModelErrorException',
  429: 'ThrottlingException',
  500: 'InternalServerException',
  503: 'ServiceUnavailableException',
};

const MESSAGES: Readonly<Record<number, string>> = {
  429: 'Too many requests, please wait before trying again.',
  500: 'The system encountered an unexpected error during processing. Try your request again.',
  503: 'Bedrock is unable to process your request.',
};

export function exceptionName(status: number): string {
  return NAMES[status] ?? (status >= 500 ? 'InternalServerException' : 'ValidationException');
}

export function exceptionMessage(status: number, message?: string): string {
  return message ?? MESSAGES[status] ?? 'The request failed.';
}

export function refuse(status: number, message?: string, name = exceptionName(status)): PlainReply {
  return {
    kind: 'reply',
    status,
    headers: {
      'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/`,
      'x-amzn-requestid': newId('', 32),
    },
    body: { message: exceptionMessage(status, message) },
  };
}

/** A body that breaks the schema. */
export function refuseSchema(fault: SchemaFault): PlainReply {
  const place = fault.path.join('.');
  if (fault.wrong === 'unknown') {
    return refuse(
      400,
      `Malformed input request: #: extraneous key [${place}] is not permitted, please reformat your input and try again.`,
    );
  }
  return refuse(
    400,
    `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${fault.message}`,
  );
}
