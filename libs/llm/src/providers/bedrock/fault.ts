import { isJsonObject, type Json } from '@tollgate/core';
import { type UpstreamFault } from '../../chat/chat-event.js';
import { toFault } from '../faults/upstream-fault.js';

/** Status of an exception by its name. Source: Converse and ConverseStream references, "Errors". */
const STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ConflictException: 400,
  ExpiredTokenException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  ModelErrorException: 502,
  ModelNotReadyException: 503,
  ModelStreamErrorException: 502,
  ModelTimeoutException: 504,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 429,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  UnrecognizedClientException: 403,
  ValidationException: 400,
};

/**
 * An error reply: `{"message": …}`, the exception's name in `x-amzn-errortype` (`ValidationException:http://…`) or
 * `__type`. The name tells the class more surely than the status: a model's own failure comes as 424.
 */
export function readBedrockError(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): UpstreamFault {
  const parsed = parse(body);
  const type = bareName(headers['x-amzn-errortype'] ?? textOf(parsed, '__type') ?? '');
  const fault = toFault(
    {
      status: STATUS[type] ?? status,
      type: type === '' ? null : type,
      code: null,
      message: messageOf(parsed) ?? body,
      param: null,
    },
    headers,
  );
  return { ...fault, status };
}

/** An exception that came as a message of the stream; its name begins with a small letter there. */
export function exceptionFault(name: string, body: string): UpstreamFault {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const parsed = parse(body);
  const fault = toFault({
    status: STATUS[type] ?? 500,
    type,
    code: null,
    message: messageOf(parsed) ?? body,
    param: null,
  });
  return { ...fault, status: null };
}

/** `com.amazon.coral.service#ThrottlingException`, `ValidationException:http://internal…` → the name. */
function bareName(type: string): string {
  return /(?:^|#)([A-Za-z]+)(?::|$)/.exec(type)?.[1] ?? '';
}

function messageOf(parsed: Json): string | null {
  return textOf(parsed, 'originalMessage') ?? textOf(parsed, 'message') ?? textOf(parsed, 'Message');
}

function textOf(parsed: Json, member: string): string | null {
  const value = isJsonObject(parsed) ? parsed[member] : undefined;
  return typeof value === 'string' ? value : null;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
