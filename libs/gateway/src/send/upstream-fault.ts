import { type ErrorClass } from '@tollgate/core';
import { type UpstreamFault } from '@tollgate/llm';

/** A fault the gateway noticed itself, before or instead of a reply of the upstream. Its text names no host. */
export function ownFault(className: ErrorClass, message: string): UpstreamFault {
  return {
    class: className,
    status: null,
    message,
    type: null,
    code: null,
    param: null,
    retryAfterSeconds: null,
    accountFault: false,
  };
}

export const UNREACHABLE = ownFault('APIConnectionError', 'The upstream could not be reached.');
export const CUT = ownFault(
  'APIConnectionError',
  'The upstream closed the connection before its reply was complete.',
);
export const SILENT = ownFault('Timeout', 'The upstream did not answer in time.');
export const NOT_A_STREAM = ownFault(
  'BadGatewayError',
  'The upstream answered a streamed call with something else.',
);
export const TOO_LARGE = ownFault(
  'BadGatewayError',
  'The reply of the upstream is larger than the gateway accepts.',
);
export const NOT_JSON = ownFault('BadGatewayError', 'The upstream answered with something that is not JSON.');
export const NOT_A_CHUNK = ownFault(
  'BadGatewayError',
  'The upstream sent something in its stream that is not a chunk.',
);
export const LINE_TOO_LONG = ownFault('BadGatewayError', 'A line of the stream of the upstream is too long.');
